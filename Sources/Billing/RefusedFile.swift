/// A file that a person wrote and that was not taken, with everything that is wrong with it.
package struct RefusedFile: Error, Hashable, Sendable {
    /// What is wrong, in the order of the file; never empty.
    package var refusals: [Refusal]

    /// A file that was not taken.
    package init(_ refusals: [Refusal]) { self.refusals = refusals }
}
