// Package scene holds the language in which trainers write role-plays, and all that is done with a
// role-play once it is written: it is formatted, proved, compiled, played, scored and explained.
//
// A text goes through four forms. [Parse] reads it into a [Scenario], one fact a line, from which
// [Print] gives the same text back. [Compile] resolves the names into an immutable [Compiled], whose
// states are a scene and a word of bits. A [Play] is what one learner has done so far, a list of moves
// on a Compiled, and a [Debrief] says what those moves were worth. The whole state graph of a Compiled
// is walked once, when it is made, both to find the best path, which every score is measured against,
// and to prove the scenario: see [Checker].
package scene
