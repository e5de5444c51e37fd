package main

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"understudy/app/web"
)

type routesCmd struct {
	JSON bool `help:"Print one JSON array of {method, path, policy}."`
}

// Run prints the table of routes.
func (r routesCmd) Run(c *cli) error {
	routes := web.Routes()
	if r.JSON {
		return json.NewEncoder(c.stdout).Encode(routes)
	}
	w := tabwriter.NewWriter(c.stdout, 0, 4, 2, ' ', 0)
	for _, route := range routes {
		if _, err := fmt.Fprintf(w, "%s\t%s\t%s\n", route.Method, route.Path, route.Policy); err != nil {
			return err
		}
	}
	return w.Flush()
}
