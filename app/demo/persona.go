package demo

// Persona is somebody whom the first page of the demonstration offers to be.
type Persona struct {
	Key        string
	EmployeeID string
	TitleKey   string // catalogue key of who they are
	TextKey    string // and of what there is to see as them
}

// Personas returns who can be chosen on the first page, in its order.
func Personas() []Persona {
	var out []Persona
	for _, key := range []string{"finishing", "starting", "returning", "trainer", "manager", "admin", "auditor"} {
		for _, m := range staff() {
			if m.persona == key {
				text := "demo.persona." + key
				out = append(out, Persona{Key: key, EmployeeID: m.employeeID, TitleKey: text + ".title", TextKey: text + ".text"})
			}
		}
	}
	return out
}
