package speech

// email judges the form of an e-mail: a salutation at the top and a name or a wish at the foot.
func (d *desk) email() {
	if d.context.Channel != "email" || len(d.reading.sentences) == 0 {
		return
	}
	top, foot := &d.reading.sentences[0], &d.reading.sentences[len(d.reading.sentences)-1]
	salutes := d.lang.defined["salutation"]
	signs := d.lang.defined["signoff"]
	if salutes == nil || signs == nil {
		return
	}
	greeted := salutes.step(d.place(0, 0), 1) != 0
	signed := false
	for s := max(0, len(d.reading.sentences)-3); s < len(d.reading.sentences); s++ {
		signed = signed || d.anywhere(signs, s)
	}
	switch {
	case greeted && signed:
		d.add("email_form", "r28", 1, top.start, top.end, Finding{Pattern: "form", Strength: Plain, Why: "The e-mail has a salutation and a sign-off."})
	case signed:
		d.add("email_form", "r28", -1, top.start, top.end, Finding{Pattern: "salutation", Strength: Weak,
			Why: "The e-mail begins without a salutation.", Better: "Dear …, on a line of its own."})
	case greeted:
		d.add("email_form", "r28", -1, foot.start, foot.end, Finding{Pattern: "sign-off", Strength: Weak,
			Why: "The e-mail ends without a sign-off.", Better: "Kind regards, and your name."})
	default:
		d.add("email_form", "r28", -1, top.start, foot.end, Finding{Pattern: "no-form", Strength: Weak,
			Why: "The e-mail has neither a salutation nor a sign-off.", Better: "Dear … at the top, kind regards and your name at the foot."})
	}
}
