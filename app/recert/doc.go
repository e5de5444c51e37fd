// Package recert says what a certificate is worth, what its holder has to do, and why.
//
// Nothing in here is stored. [Derive] is a pure function of append-only facts about one person and one
// programme, a civil day to answer for, and an instant up to which facts were known. Calling it any number
// of times, in any order of facts, on any server, gives the same answer.
//
// Three axes are kept apart and never folded into one: [Validity] (what the certificate is worth), [Duty]
// (what has to be done) and [RuleState] (what the person was taught of each rule).
//
// All intervals are half-open. Until, DueOn and LapsesOn are the first day after; people read the day before.
//
// # Choices made where the design leaves room
//
// Facts
//
//   - A pass, a coverage, an equivalence, a revocation and a leave take part from their own day on; an extension
//     from the day it was recorded on, where that is known. Reasons, exemptions and spells may lie ahead.
//   - Without any spell a person counts as employed: nothing says that they are away.
//   - A revision counts from effective_on even where published_on is later; before, it is seen from published_on.
//
// Crediting and cycles
//
//   - Crediting the newest pass never gives an earlier end, and ties go to the most credited passes, so the
//     newest pass is always credited on its own day (unless a change of terms shortened the period). Every day
//     with a pass therefore begins a cycle, also where it leaves the end where it was.
//   - A cycle's From compares with the answer of the day before: the end before it when the pass lay in that
//     answer's window and moved the end, the pass itself otherwise, in every mode.
//   - Missed cycles run from end to end of the cycles that would have been; only those that were over by the
//     next pass are listed, and none unless the certificate had lapsed. A running lapse lists none.
//   - Cycles before a revocation stay listed; passes before it count for nothing else, coverage included.
//   - Anchor is the last credited pass in rolling mode, the anchor of the chain in anniversary mode, and the
//     programme's own in fixed mode.
//   - Terms are those in force on the day of the pass that began the cycle. Renewing on time under a changed
//     period runs the new period from the old end.
//
// Reasons and duties
//
//   - A reason is live by its interval alone; employment is a condition of its own. Outside a spell OpensOn of a
//     never certified person still names the reason.
//   - The due day of a reason is that entry's own Due, or its clock plus OnboardingDue; the earliest over the
//     live ones counts, for certified people as the floor of a renewal.
//   - A reason that starts later makes "upcoming" wherever nothing stronger holds, outside a spell too.
//     Revisions make duties only for certified people with a live reason within a spell.
//   - Exemption outranks everything, also where there would be no duty.
//   - Leave moves each duty by itself, in the order of the leaves, each against the due day reached so far. It
//     does so from its first day on. During an open-ended leave no duty has a due day.
//   - An extension never brings a renewal's due day forward. Several count as the latest. For a person never
//     certified it sets the due day outright.
//
// Revisions
//
//   - Evidence at a later revision covers the earlier ones of that rule.
//   - A retired revision ends the duties of all revisions up to it; while it is the newest in force the rule is
//     left out of Rules.
//   - An uncovered rule is Changed for who was ever taught it or is certified, Untaught for who was not. A rule
//     that is yet to be new is Untaught until somebody covers it.
//   - During an exemption every rule reads Waived.
//
// Rehiring
//
//   - Away for exactly RehireGap is still within it. Beyond it the certificate reads as lapsed from the day of
//     return: OpensOn, Until and LapsesOn are no later than that day, until a pass on or after it. Like the
//     reading after an uncovered revision, this changes no crediting.
package recert
