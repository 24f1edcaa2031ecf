package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// showHelp writes the help of a command: what it does, examples, what can be
// written, the exit codes.
func showHelp(c *cobra.Command, _ []string) {
	var b strings.Builder
	text := c.Long
	if text == "" {
		text = c.Short + "."
	}
	fmt.Fprintf(&b, "%s\n", strings.TrimSpace(text))
	if c.HasExample() {
		fmt.Fprintf(&b, "\nExamples:\n%s\n", c.Example)
	}
	b.WriteString("\n" + usage(c))
	if names := variables(c); len(names) > 0 {
		fmt.Fprintf(&b, "\nPreferences in place of the defaults above; a format counts where it is known:\n  %s\n", strings.Join(names, "  "))
	}
	b.WriteString("\nExit codes:\n")
	for _, row := range exitCodes() {
		fmt.Fprintf(&b, "  %s  %s\n", row[0], row[1])
	}
	fmt.Fprint(c.OutOrStdout(), b.String())
}

// variables are the environment variables that set the flags of a command.
func variables(c *cobra.Command) []string {
	var names []string
	for _, s := range settings() {
		if c.LocalFlags().Lookup(s.name) != nil && c.Root() != c {
			names = append(names, s.variable())
		}
	}
	return names
}

// showUsage writes the part of the help that says what can be written.
func showUsage(c *cobra.Command) error {
	_, err := fmt.Fprint(c.ErrOrStderr(), usage(c))
	return err
}

// usage is the line of usage, the commands and the flags.
func usage(c *cobra.Command) string {
	var b strings.Builder
	line := c.UseLine()
	switch {
	case c.HasAvailableSubCommands() && strings.Contains(c.Use, "["): // it does something by itself, too
		line += "\n  " + c.CommandPath() + " COMMAND"
	case c.HasAvailableSubCommands():
		line = c.CommandPath() + " COMMAND"
	}
	fmt.Fprintf(&b, "Usage:\n  %s\n", line)
	commands(&b, c)
	if flags := c.LocalNonPersistentFlags(); flags.HasAvailableFlags() {
		fmt.Fprintf(&b, "\nFlags:\n%s", flags.FlagUsagesWrapped(defaultWidth))
	}
	if flags := c.Root().PersistentFlags(); flags.HasAvailableFlags() {
		fmt.Fprintf(&b, "\nGlobal flags:\n%s", flags.FlagUsagesWrapped(defaultWidth))
	}
	return b.String()
}

// commands lists the commands below c by group; those without one under "Commands:".
func commands(b *strings.Builder, c *cobra.Command) {
	groups := append(c.Groups(), &cobra.Group{Title: "Commands:"})
	for _, g := range groups {
		title := "\n" + g.Title + "\n"
		for _, sub := range c.Commands() {
			if sub.GroupID == g.ID && sub.IsAvailableCommand() {
				fmt.Fprintf(b, "%s  %-12s %s\n", title, sub.Name(), sub.Short)
				title = ""
			}
		}
	}
}

// newHelp builds the help command; unlike cobra's own it fails on an unknown name.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:    "help [COMMAND]",
		Short:  "Show the help of a command",
		Hidden: true,
		RunE: func(c *cobra.Command, args []string) error {
			found, rest, err := c.Root().Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return unknownCommand(found, rest[0])
			}
			found.InitDefaultHelpFlag()
			return found.Help()
		},
	}
}
