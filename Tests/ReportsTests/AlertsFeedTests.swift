import Billing
import Testing

@testable import Reports

/// What is published as `alerts.atom`.
@Suite struct AlertsFeedTests {
    private static let october = Month(year: 2026, month: 10)

    private static func day(_ number: Int) -> Day { Day(year: 2026, month: 11, day: number) }

    private static func alert(
        _ id: Int, _ budget: String = "energy-platform", period: String = "2026-10", basis: String = "actual",
        threshold: Int = 80,
        _ actual: String = "3240", of amount: String = "4000", unit: String = "USD", state: String = "raised",
        on day: Day = day(2)
    ) -> ReportAlert {
        ReportAlert(
            id: id, raisedInRun: 1, budget: budget, period: period, basis: basis, threshold: threshold,
            actual: Fixture.amount(actual), amount: Fixture.amount(amount), currency: Currency(unit), state: state, raisedAt: day)
    }

    /// That a source whose last day is the second is late, or no longer is.
    private static func late(_ id: Int, isOver: Bool = false, on day: Day) -> ReportAlert {
        let last = Self.day(2), newest = isOver ? day : last
        var alert = alert(
            id, "(source aws)", period: last.description, "\(newest.distance(to: day))", of: "2", unit: "days",
            state: isOver ? "corrected" : "raised", on: day)
        alert.source = SourceAlert(source: "aws", lastDay: last, newestDay: newest, expectedDays: 2, isOver: isOver)
        return alert
    }

    private static func feed() -> AlertsFeed {
        AlertsFeed(
            alerts: [
                alert(1, threshold: 50, "2000", state: "passed"), alert(2), alert(3, state: "corrected", on: day(3)),
                alert(4, basis: "forecast", threshold: 100, "4160"),
                alert(5, "reads", period: "2026-10-05", threshold: 100, "1250000.5", of: "1000000", unit: "operations"),
                alert(6, "all", period: "2026-Q4", basis: "forecast", threshold: 100, "3999", state: "corrected"),
                late(7, on: day(5)),
            ],
            closes: [
                CloseEvent(month: october, sequence: 7, day: day(4), kind: .closed(by: "ada", note: "agreed")),
                CloseEvent(month: october, sequence: 9, day: day(6), kind: .reopened(reason: "a late bill")),
                CloseEvent(month: october, sequence: 10, day: day(6), kind: .closed(by: "ada", note: nil)),
            ],
            changes: [
                ChangedClose(
                    closedMonth: october, bookedMonth: october.advanced(by: 1), sequence: 8,
                    cause: "restated by exports/aws/2026-10.csv",
                    amounts: [
                        Money(Fixture.amount("-4"), Currency("EUR")), Money(Fixture.amount("2.623456789012345"), Currency("USD")),
                    ], day: day(5))
            ], currency: Currency("USD"))
    }

    private func text(_ feed: AlertsFeed) -> String { String(decoding: feed.document(), as: UTF8.self) }

    /// What stands between the tags of a name.
    private func all(_ name: String, in text: String) -> [String] {
        text.components(by: "<\(name)").dropFirst().map { piece in
            let element = piece.components(by: "</\(name)>").first ?? ""
            return String(element.drop { $0 != ">" }.dropFirst())
        }
    }

    @Test func itSaysWhatHappenedNewestFirst() throws {
        let text = text(Self.feed())
        #expect(
            all("title", in: text) == [
                "Outlay: alerts and closes",
                "2026-10 closed", "2026-10 opened again",
                "2026-10 has changed by \u{2212}4.00 EUR and 2.62 USD: booked in 2026-11",
                "aws: no day after 2026-11-02, expected one within 2 days", "2026-10 closed",
                "energy-platform: back below 80 % of the 2026-10 budget (3,240.00 of 4,000.00 USD)",
                "all: no longer heading for 100 % of the 2026-Q4 budget (3,999.00 of 4,000.00 USD expected)",
                "reads: 100 % of the 2026-10-05 budget reached (1,250,000.5 of 1,000,000 operations)",
                "energy-platform: heading for 100 % of the 2026-10 budget (4,160.00 of 4,000.00 USD expected)",
                "energy-platform: 80 % of the 2026-10 budget reached (3,240.00 of 4,000.00 USD)",
            ])
        let days = all("updated", in: text)
        #expect(days.first == "2026-11-06T00:00:00Z")
        #expect(Array(days.dropFirst()) == days.dropFirst().sorted(by: >))
        #expect(text.contains("href=\"2026-10/index.html\"") && !text.contains("2026-Q4/index.html"))
        #expect(text.contains("Closed on 2026-11-04 by ada, although the checklist was not clean: agreed."))
        #expect(text.contains("(81.0\u{A0}%); alert 2, 2026-11-02."))
    }

    @Test func itHasTheShapeOfAtom() throws {
        try validate(Self.feed().document(), against: Array(Self.schema.utf8))
        try validate(
            AlertsFeed(alerts: [], closes: [], changes: [], currency: Currency("USD")).document(),
            against: Array(Self.schema.utf8))
        // The schema tells.
        let broken = text(Self.feed()).components(by: "<updated>2026-11-06T00:00:00Z</updated>").joined()
        #expect(throws: ReportFailure.self) { try validate(Array(broken.utf8), against: Array(Self.schema.utf8)) }
    }

    @Test func withoutAnythingToTellItIsAlwaysTheSame() {
        let text = text(AlertsFeed(alerts: [], closes: [], changes: [], currency: Currency("USD")))
        #expect(all("updated", in: text) == ["1970-01-01T00:00:00Z"])
        #expect(!text.contains("<entry"))
    }

    @Test func itsBytesAreTheSameWhateverTheOrder() {
        let feed = Self.feed()
        var other = feed
        other.alerts.reverse()
        other.closes.reverse()
        other.changes.reverse()
        #expect(other.document() == feed.document())
    }

    @Test func anIdIsUniqueAndDependsOnNoClock() {
        let feed = Self.feed()
        let ids = all("id", in: text(feed))
        #expect(ids.count == 11 && Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.hasPrefix("tag:outlay.example,2026:") })
        #expect(ids.contains("tag:outlay.example,2026:alert/2/energy-platform/2026-10/actual/80"))
        #expect(
            ids.contains(
                "tag:outlay.example,2026:adjustment/2026-10/2026-11/8/restated%20by%20exports%2Faws%2F2026-10.csv"))
        var later = feed
        for at in later.alerts.indices { later.alerts[at].raisedAt = Self.day(20) }
        for at in later.closes.indices { later.closes[at].day = Self.day(20) }
        for at in later.changes.indices { later.changes[at].day = Self.day(20) }
        #expect(Set(all("id", in: text(later))) == Set(ids))
        // What differs only in what an id may not have is told apart too.
        var hostile = feed
        hostile.alerts = ["a b", "a/b", "a%20b", "a\u{202E}b", "ä"].map { Self.alert(2, $0) }
        let odd = all("id", in: text(hostile))
        #expect(Set(odd).count == odd.count)
        let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:,/%")
        #expect(odd.allSatisfy { $0.allSatisfy { allowed.contains($0) } })
    }

    @Test func aSourceThatIsLateAndItsReturnAreEntriesThatStay() {
        var feed = Self.feed()
        feed.alerts = [
            Self.late(1, on: Self.day(5)), Self.late(2, isOver: true, on: Self.day(6)), Self.late(3, on: Self.day(7)),
            Self.late(4, on: Self.day(8)),
        ]
        (feed.closes, feed.changes) = ([], [])
        let text = text(feed)
        #expect(
            all("id", in: text).dropFirst().map { $0.dropFirst("tag:outlay.example,2026:".count) } == [
                "late-source/aws/2026-11-02/4", "late-source/aws/2026-11-02/3",
                "correction/2/%28source%20aws%29/2026-11-02/actual/80", "late-source/aws/2026-11-02",
            ])
        #expect(all("title", in: text).contains("aws: no longer late, its last day is 2026-11-06"))
        #expect(text.contains("The last day from aws is 2026-11-02, 3 days before; alert 1, 2026-11-05."))
        #expect(text.contains("The last day from aws is 2026-11-06, it had been 2026-11-02; alert 2, 2026-11-06."))
    }

    @Test func anAlertSaysDaysGonePaceAndLanding() {
        var feed = Self.feed()
        var alert = Self.alert(1, on: Day(year: 2026, month: 10, day: 21))
        alert.progress = PeriodProgress("2026-10", on: alert.raisedAt, fiscalYearStart: 1)
        alert.counted = alert.actual
        alert.landing = Fixture.amount("5022")
        feed.alerts = [alert]
        #expect(
            text(feed).contains(
                "Counted: 3,240.00 of 4,000.00 USD (81.0\u{A0}%); 20 of 31 days gone, 162.00 USD a day, landing at 5,022.00 USD; alert 1"
            ))
    }

    /// Nothing that no feed has told before is left out, however much of it there is.
    @Test func whatIsNewIsAllInTheFeed() {
        var feed = Self.feed()
        feed.alerts = (1...500).map { number in
            var alert = Self.alert(number, on: Self.day(1))
            alert.raisedInRun = number <= 100 ? 1 : 2
            return alert
        }
        for (before, expected) in [(1, 400), (2, 196), (0, 500)] {
            feed.before = AlertsFeed.Reach(run: before, sequence: 8)
            let ids = all("id", in: text(feed)).dropFirst()
            #expect(ids.count { $0.contains(":alert/") } == expected)
            #expect(ids.count { !$0.contains(":alert/") } == 4)
        }
        feed.before = nil
        #expect(all("id", in: text(feed)).count == 505)
    }

    @Test func atMostTwoHundredEntriesStayTheNewest() {
        var feed = Self.feed()
        feed.before = AlertsFeed.Reach(run: 1, sequence: 10)
        feed.alerts = (1...500).map { Self.alert($0, on: Self.day(1)) }
        let ids = all("id", in: text(feed)).dropFirst()
        #expect(ids.count == AlertsFeed.limit)
        #expect(ids.contains { $0.contains(":alert/500/") } && !ids.contains { $0.contains(":alert/1/") })
        #expect(ids.contains { $0.contains(":close/") })
    }

    @Test func hostileTextIsInert() throws {
        let attack = "\"><script>alert(1)</script>\u{202E}\u{1B}[31m\u{0}]]><![CDATA[javascript:&lt;"
        var feed = Self.feed()
        feed.alerts = [Self.alert(1, attack, period: attack, basis: attack, unit: attack)]
        feed.closes = [
            CloseEvent(month: Self.october, sequence: 1, day: Self.day(1), kind: .closed(by: attack, note: attack)),
            CloseEvent(month: Self.october, sequence: 2, day: Self.day(1), kind: .reopened(reason: attack)),
        ]
        feed.changes[0].cause = attack
        feed.alerts.append(Self.late(2, on: Self.day(5)))
        feed.alerts[1].source?.source = attack
        try validate(feed.document(), against: Array(Self.schema.utf8))
        let text = text(feed)
        for part in ["<script", "\u{202E}", "\u{1B}", "\u{0}", "]]>", "CDATA[javascript:<", "href=\"java"] {
            #expect(!text.contains(part), "\(part)")
        }
        #expect(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;\u{FFFD}\u{FFFD}[31m\u{FFFD}]]&gt;"))
    }

    /// Atom as far as the feed uses it, RFC 4287, section 4.
    private static let schema = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://www.w3.org/2005/Atom" \
        targetNamespace="http://www.w3.org/2005/Atom" elementFormDefault="qualified">
        <xs:import namespace="http://www.w3.org/XML/1998/namespace"/>
        <xs:element name="feed"><xs:complexType><xs:sequence>
        <xs:group ref="head"/>
        <xs:element name="author"><xs:complexType><xs:sequence><xs:element name="name" type="xs:string"/></xs:sequence></xs:complexType></xs:element>
        <xs:element name="link" type="Link" minOccurs="1" maxOccurs="unbounded"/>
        <xs:element name="entry" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
        <xs:group ref="head"/>
        <xs:element name="link" type="Link"/>
        <xs:element name="category"><xs:complexType><xs:attribute name="term" type="xs:NCName" use="required"/></xs:complexType></xs:element>
        <xs:element name="summary" type="Text"/>
        </xs:sequence></xs:complexType></xs:element>
        </xs:sequence><xs:anyAttribute namespace="http://www.w3.org/XML/1998/namespace" processContents="skip"/></xs:complexType></xs:element>
        <xs:group name="head"><xs:sequence>
        <xs:element name="id" type="xs:anyURI"/><xs:element name="title" type="Text"/><xs:element name="updated" type="xs:dateTime"/>
        </xs:sequence></xs:group>
        <xs:complexType name="Text"><xs:simpleContent><xs:extension base="xs:string">
        <xs:attribute name="type" use="required"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="text"/></xs:restriction></xs:simpleType></xs:attribute>
        </xs:extension></xs:simpleContent></xs:complexType>
        <xs:complexType name="Link"><xs:attribute name="rel" type="xs:NCName"/><xs:attribute name="type" type="xs:string"/>
        <xs:attribute name="href" type="xs:anyURI" use="required"/></xs:complexType>
        </xs:schema>
        """
}
