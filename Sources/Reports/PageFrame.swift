/// What every page has around its content: language, a policy that lets nothing in, its style, one main part.
func pageFrame(title: String, _ content: [Markup]) -> [UInt8] {
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    let head = element(
        "head", [:],
        [
            element("meta", ["charset": "utf-8"]),
            element("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
            element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
            element("meta", ["name": "color-scheme", "content": "light dark"]),
            element("meta", ["name": "referrer", "content": "no-referrer"]),
            element("title", [:], [.text(title)]),
            // Else a browser asks the server for an icon.
            element("link", ["rel": "icon", "href": "data:,"]),
            element("style", [:], [.text(String(decoding: PackageResources.style_css, as: UTF8.self))]),
        ])
    return element("html", ["lang": "en"], [head, element("body", [:], [element("main", [:], content)])]).document(.html)
}

/// A part of a page with a heading that can be linked to.
func section(_ id: String, _ heading: String, _ content: [Markup]) -> Markup {
    element("section", ["id": id], [element("h2", [:], [.text(heading)])] + content)
}

/// A paragraph.
func paragraph(_ text: String, styleClass: String? = nil) -> Markup {
    element("p", ["class": styleClass], [.text(text)])
}
