package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// Commands is the tree of commands, for programs that document them; nothing
// runs. What the help says below the flags is part of each description.
func Commands() *cobra.Command {
	p := &program{out: &stream{}, err: &stream{}, getenv: func(string) string { return "" }, terminal: systemTerminal{}}
	root := newRoot(p, func() {})
	root.DisableAutoGenTag = true // which has the day in it
	return root
}

// AfterFlags is what the help of a command says below its flags, as Markdown.
func AfterFlags(c *cobra.Command) string {
	var b strings.Builder
	if names := variables(c); len(names) > 0 {
		fmt.Fprintf(&b, "### Preferences\n\nEnvironment variables in place of the defaults above: `%s`\n\n", strings.Join(names, "`, `"))
	}
	b.WriteString("### Exit codes\n\n| Code | Means |\n|---|---|\n")
	for _, row := range exitCodes() {
		fmt.Fprintf(&b, "| %s | %s |\n", row[0], row[1])
	}
	return b.String()
}

// Version is the version of the program, by semantic versioning.
func Version() string { return version }
