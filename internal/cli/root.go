package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/unit"
)

const programName = "talimat-plan"

// The groups of commands in the help.
const (
	groupPlan     = "plan"
	groupScenario = "scenario"
	groupOther    = "other"
)

// globalOptions are the flags of every command.
type globalOptions struct {
	quiet  bool
	color  choice
	config string
}

func (o *globalOptions) addFlags(flags *pflag.FlagSet) {
	o.color = newChoice("auto", colorModes()...)
	flags.BoolVarP(&o.quiet, "quiet", "q", false, "no notes and no warnings, only results and errors")
	flags.Var(&o.color, "color", "color: auto, always or never")
	flags.StringVar(&o.config, "config", "", "read preferences from `FILE`")
}

// constructor builds a command.
type constructor struct {
	name  string // of the command
	build func(*program) *cobra.Command
}

// constructors are those of all commands.
func constructors() []constructor {
	return []constructor{
		{"forecast", newForecast}, {"simulate", newSimulate}, {"merge", newMerge}, {"sensitivity", newSensitivity},
		{"solve", newSolve}, {"optimize", newOptimize}, {"decide", newDecide}, {"check", newCheck},
		{"autoscale", newAutoscale}, {"export", newManifests}, {"diff", newDiff}, {"report", newReport}, {"plot", newPlot}, {"explain", newExplain},
		{"fit", newFit}, {"track", newTrack}, {"prices", newPrices}, {"validate", newValidate}, {"init", newInit}, {"schema", newSchema}, {"version", newVersion},
	}
}

// newRootFor builds as much of the tree of commands as some arguments need: the
// command that they begin with, or all. Most of what version takes would be flags
// of other commands.
func newRootFor(args []string, p *program, started func()) *cobra.Command {
	root := bareRoot(p, started)
	for _, c := range constructors() {
		if len(args) > 0 && args[0] == c.name {
			root.CompletionOptions.DisableDefaultCmd = true
			root.SetHelpCommand(newHelp())
			root.AddCommand(c.build(p))
			return root
		}
	}
	return fill(root, p)
}

// newRoot builds the whole tree of commands.
func newRoot(p *program, started func()) *cobra.Command { return fill(bareRoot(p, started), p) }

// fill adds all commands to the root.
func fill(root *cobra.Command, p *program) *cobra.Command {
	for _, c := range constructors() {
		root.AddCommand(c.build(p))
	}
	addStandardCommands(root)
	return root
}

// bareRoot is the root of the tree without commands. It calls started once the
// arguments are accepted and a command begins.
func bareRoot(p *program, started func()) *cobra.Command {
	showVersion := false
	root := &cobra.Command{
		Use:   programName,
		Short: "Plan the capacity of a system and forecast what it costs",
		Example: `  talimat-plan forecast                    the built-in scenario, month by month
  talimat-plan init && talimat-plan forecast scenario.yaml
  talimat-plan explain cost.effective --month 12`,
		Args:              cobra.ArbitraryArgs, // RunE refuses them, with a suggestion
		SilenceUsage:      true,
		SilenceErrors:     true,
		ValidArgsFunction: cobra.NoFileCompletions,
		PersistentPreRunE: func(c *cobra.Command, _ []string) error {
			started()
			return refuseEmpty(c.Flags())
		},
		RunE: func(root *cobra.Command, args []string) error {
			switch {
			case len(args) > 0:
				return unknownCommand(root, args[0])
			case showVersion:
				return p.printVersion()
			}
			return root.Help()
		},
	}
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.err)
	root.SetHelpFunc(showHelp)
	root.SetUsageFunc(showUsage)
	root.SetFlagErrorFunc(explainFlagError)
	root.Flags().BoolVar(&showVersion, "version", false, "print the version")
	p.global.addFlags(root.PersistentFlags())
	root.AddGroup(&cobra.Group{ID: groupPlan, Title: "Plans:"}, &cobra.Group{ID: groupScenario, Title: "Scenarios:"}, &cobra.Group{ID: groupOther, Title: "Other:"})
	mustComplete(root, "color", fixed(colorModes()))
	mustComplete(root, "config", completeYAML)
	return root
}

// addStandardCommands adds what cobra would add by itself, so that its
// misspelt arguments are errors too.
func addStandardCommands(root *cobra.Command) {
	root.SetHelpCommand(newHelp())
	root.SetCompletionCommandGroupID(groupOther)
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			c.Short = "Print the completion script of a shell"
			c.Long = c.Short + `, with the names of
commands, flags, formats, metrics and scenario files.`
			c.Example = `  source <(talimat-plan completion bash)
  talimat-plan completion fish > ~/.config/fish/completions/talimat-plan.fish`
			c.Args = cobra.ArbitraryArgs
			c.RunE = func(c *cobra.Command, args []string) error {
				if len(args) > 0 {
					return unknownCommand(c, args[0])
				}
				return c.Help()
			}
		}
	}
}

// unknownCommand is the error about a misspelt command, with a suggestion.
func unknownCommand(parent *cobra.Command, name string) error {
	if isYAML(name) {
		return usagef("unknown command %q: did you mean \"%s forecast %s\"?", name, programName, name)
	}
	var names []string
	for _, c := range parent.Commands() {
		if c.IsAvailableCommand() || c.Name() == "help" {
			names = append(names, c.Name())
		}
	}
	near := unit.Nearest(strings.ToLower(name), names)
	for _, n := range names {
		if near == "" && name != "" && strings.HasPrefix(n, strings.ToLower(name)) {
			near = n
		}
	}
	if near == "" {
		return usagef("unknown command %q for %s", name, parent.CommandPath())
	}
	return usagef("unknown command %q: did you mean %q?", name, near)
}

// atMost accepts up to n arguments.
func atMost(n int, usage string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) > n {
			return usagef("%s takes %s, but there are %d arguments", c.Name(), usage, len(args))
		}
		return nil
	}
}
