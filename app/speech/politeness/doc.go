// Package politeness scores how polite a request reads: a linear model over named features, which
// says feature by feature, with quotes, why a text scores as it does.
//
// It is an aid for authors of scenarios and for research. It is never shown to a learner as a mark and
// never counts: whether a rule of the code was kept is for the detectors of package speech and for
// people. Grammar, spelling, articles and lower case are no features, so that a second-language writer
// loses nothing.
//
// A text is read into words and marks (reading.go); strategies known from the literature are found in
// them by phrases (strategies.txt), beside a few shapes such as length (features.go) and a small
// lexicon; each that is there adds its weight (weights.txt) once. The sum through the logistic
// function is the score: 0.5 stands for a request of middling politeness.
//
// Two promises hold for any text: a thank-you before or behind it never lowers the score, and neither
// does a please put in anywhere. Their words are aside: no other feature sees them, nor the marks
// behind a thank-you, and their own weights are never below 0.
//
// The weights were fitted on the Wikipedia part of the Stanford Politeness Corpus
// (Danescu-Niculescu-Mizil, Sudhof, Jurafsky, Leskovec, Potts, “A computational approach to politeness
// with application to social factors”, ACL 2013; CC BY 4.0). The head of weights.txt states the
// accuracy in ten-fold cross-validation, top quarter against bottom quarter, as the command
// `understudy politeness fit` prints it; people reach 86.7% there. The lists of phrases were written by hand
// with that corpus at hand, so the figure flatters them a little.
//
// Limits: English only. Irony passes for praise. Politeness depends on who speaks to whom, and the
// raters were Americans reading requests between strangers. A long text shows more features than a
// short one, so its score lies further from the middle.
package politeness
