package scene

import "understudy/app/conduct"

// Position is a place in a text. Lines and columns count from 1; columns count characters.
type Position struct{ Line, Column int }

// Head is what every fact of a scenario carries beside itself.
type Head struct {
	At    Position
	Notes []string // the comments before it, without their "#"
}

func (h *Head) head() *Head { return h }

// Row is one fact of a scenario, which stands on one line of its text.
type Row interface {
	head() *Head
	text() string // the canonical line, without indent
}

// Scenario is a role-play as written: every fact in the order of the text.
type Scenario struct {
	Header []Row // *Title first, then *Setting *Customer *Variable *Pass *Back *IDs in any order
	Scenes []*Scene
	Tail   []string // comments after the last fact
}

// Title opens a scenario: `scenario late-parcel "The parcel that never came"`.
type Title struct {
	Head
	ID, Title string
}

// Attr is a named property, such as `channel counter` or `name="Amira Haddad"`.
type Attr struct{ Key, Value string }

// Setting is the line that begins with `lang`: attributes lang, channel, role and minutes.
type Setting struct {
	Head
	Attrs []Attr
}

// Customer names somebody the learner meets, and what nobody but that customer may say aloud:
// attributes name and private.
type Customer struct {
	Head
	Attrs []Attr
}

// Variable declares a bounded integer (Values is nil) or an enumeration in its order.
type Variable struct {
	Head
	Name     string
	Min, Max int
	Values   []string
	Initial  string
}

// Pass is the mark to reach, in percent.
type Pass struct {
	Head
	Percent    int
	NoCritical bool // the words "and no critical" were written; a critical breach fails without them too
}

// Back says whether a learner may take a step back.
type Back struct {
	Head
	Allowed bool
}

// IDs holds the highest number ever given to a text id, so that none is given twice.
type IDs struct {
	Head
	Highest int
}

// Outcome says how a scenario ended.
type Outcome string

// The outcomes, from best to worst.
const (
	Best Outcome = "best"
	Good Outcome = "good"
	Fair Outcome = "fair"
	Poor Outcome = "poor"
	Fail Outcome = "fail"
)

// Outcomes lists the outcomes from best to worst.
func Outcomes() []Outcome { return []Outcome{Best, Good, Fair, Poor, Fail} }

// Scene is one moment of a role-play. With an Outcome it is an ending, and has no Decision.
type Scene struct {
	Head
	ID       string
	Outcome  Outcome
	Title    string
	Rows     []Row    // *Speech *Narration *Picture, and *Tags in an ending
	Decision Decision // *Choose, *Reply or nil
}

// Decision is what a scene asks of the learner.
type Decision interface {
	Row
	parts() []Row
}

// Speech is a line that a customer says.
type Speech struct {
	Head
	Speaker string // "customer" or a name
	Mood    string
	Text    string
	ID      string
}

// Narration is what the learner is told, if the condition holds.
type Narration struct {
	Head
	If   Condition
	Text string
	ID   string
}

// Picture is an image beside the scene.
type Picture struct {
	Head
	File, Alt string
}

// Choose offers choices. Seconds 0 means that no clock runs; otherwise the clock leads to Else.
type Choose struct {
	Head
	Seconds int
	Else    string
	Choices []*Choice
}

// Choice is something the learner may say or do.
type Choice struct {
	Head
	If   Condition
	Text string
	ID   string
	Rows []Row // *Tags *Effects *Because *Target
}

// Strength is the weight of a tag.
type Strength string

// The strengths of a tag. Plain is written as nothing at all.
const (
	Weak     Strength = "weak"
	Plain    Strength = ""
	Strong   Strength = "strong"
	Critical Strength = "critical"
)

// Points returns what a tag of that strength gives or takes.
func (s Strength) Points() int {
	switch s {
	case Weak:
		return 1
	case Strong:
		return 4
	case Critical:
		return 6
	default:
		return 2
	}
}

// Tag says that a choice keeps or breaks a rule.
type Tag struct {
	At       Position
	Rule     conduct.RuleID
	Strength Strength
}

// Tags are the rules that a choice keeps (Sign +1) or breaks (Sign −1).
type Tags struct {
	Head
	Sign int
	Tags []Tag
}

// Effect changes a variable: Op is "=", "+" or "-".
type Effect struct {
	At      Position
	Name    string
	Op      string
	Operand string
}

// Effects are the changes that a choice or a band makes, in order.
type Effects struct {
	Head
	Effects []Effect
}

// Because tells the learner afterwards what the choice did.
type Because struct {
	Head
	Text string
}

// Target is the scene that follows.
type Target struct {
	Head
	Scene string
}

// Term compares a variable: Op is one of = != < <= > >=.
type Term struct {
	At      Position
	Name    string
	Op      string
	Operand string
}

// Condition holds when all its terms do. A nil Condition always holds.
type Condition []Term

// Reply asks for the learner's own words. MaxWords 0 means that any length will do; Seconds 0 that no
// clock runs.
type Reply struct {
	Head
	Seconds            int
	MinWords, MaxWords int
	Rows               []Row // *Want *Never *Model *Band *HumanJudge
}

// Want is something the reply should show, worth Points.
type Want struct {
	Head
	Rule     Tag
	Points   int
	Detector Detector
}

// Detector names a conduct detector and what it should find.
type Detector struct {
	At   Position
	Name string
	Args []string
}

// Never is something the reply must not do. Its tag's strength is Plain or Critical.
type Never struct {
	Head
	Rule     Tag
	Detector Detector
}

// Model is a reply that shows how it is done.
type Model struct {
	Head
	Text string
	ID   string
}

// Band says where a reply leads that gathered at least Percent of what was wanted. The last band is
// Else, which takes every other reply and the clock.
type Band struct {
	Head
	Else    bool
	Percent int
	Effects []Effect
	Target  string
}

// HumanJudge asks a person to confirm the judgement of the reply.
type HumanJudge struct{ Head }
