import Billing
import Testing

@testable import Exports

/// Which customer a request of an access log belongs to.
@Suite struct CustomerPatternTests {
    private func customer(_ pattern: String, _ text: String) -> String? {
        let bytes = Array(text.utf8)
        return CustomerPattern(pattern).customer(bytes.span)
    }

    @Test(arguments: [
        ("{customer}.example.com", "acme.example.com", "acme"), ("{customer}.example.com", "ACME.Example.COM", "acme"),
        ("{customer}.example.com", "www.acme.example.com", nil), ("{customer}.example.com", "acme.example.com.evil.org", nil),
        ("{customer}.example.com", ".example.com", nil), ("api-{customer}.*", "api-a-1.eu.example", "a-1"),
        ("*.{customer}.example", "eu.api.acme.example", "acme"),
        ("/t/{customer}", "/t/acme", "acme"), ("/t/{customer}", "/t/acme/", "acme"), ("/t/{customer}", "/t/ACME/x/y", "ACME"),
        ("/t/{customer}", "/t/", nil), ("/t/{customer}", "/t", nil), ("/t/{customer}", "/tt/acme", nil),
        ("/t/{customer}", "/t/ac%20me", nil), ("/t/{customer}", "/t/acme.php", nil), ("/t/{customer}/", "/t/acme/x", "acme"),
        ("/t/{customer}/", "/t/acme", nil), ("/v*/t/{customer}", "/v2/x/t/acme", "acme"),
    ])
    func aPatternNamesACustomerOrNone(_ pattern: String, _ text: String, _ expected: String?) {
        #expect(customer(pattern, text) == expected)
    }

    @Test func aNameOfMoreThan64CharactersIsNone() {
        let name = String(repeating: "a", count: 64)
        #expect(customer("/{customer}", "/\(name)") == name)
        #expect(customer("/{customer}", "/\(name)a") == nil)
    }

    private func lines(_ targets: [String]) -> [String] {
        targets.map {
            "https 2026-08-01T10:00:00Z app/lb/1 10.0.0.1:2817 10.0.0.2:80 0.086 -1 0.037 200 200 34 366 \"GET \($0) HTTP/1.1\" \"curl\""
        }
    }

    @Test func theFirstPatternThatMatchesSaysWhoseRequestsTheyAre() throws {
        var settings = Settings.Source()
        settings.customers = ["{customer}.example.com", "/t/{customer}"]
        let targets = [
            "https://acme.example.com:443/t/other?a=/t/x", "https://acme.example.com/", "https://api.example.org:443/t/zeta#x",
            "https://api.example.org:443/?/t/zeta", "-",
        ]
        let read = try UsageRead(lines: lines(targets), settings: settings)
        #expect(
            read.rows == [
                "2026-08-01 requests customer=acme unit=requests": "2",
                "2026-08-01 requests_2xx customer=acme unit=requests": "2",
                "2026-08-01 requests customer=zeta unit=requests": "1",
                "2026-08-01 requests_2xx customer=zeta unit=requests": "1",
                "2026-08-01 requests unit=requests": "2", "2026-08-01 requests_2xx unit=requests": "2",
            ])
        let combined = "10.0.0.1 - - [01/Aug/2026:00:30:00 +0000] \"GET /t/zeta/reports HTTP/1.1\" 404 571 \"-\" \"agent\""
        #expect(
            try UsageRead(lines: [combined], settings: settings).rows == [
                "2026-08-01 requests customer=zeta unit=requests": "1",
                "2026-08-01 requests_4xx customer=zeta unit=requests": "1",
            ])
    }
}
