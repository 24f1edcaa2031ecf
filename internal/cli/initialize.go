package cli

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/scenarios"
)

//go:embed starter.yaml
var starter string

const (
	starterName  = "starter"
	scenarioName = "scenario.yaml" // what init writes when no path is given
	schemaName   = "scenario.schema.json"
)

// modeline makes editors use the schema that lies beside the scenario.
const modeline = "# yaml-language-server: $schema=" + schemaName + "\n" +
	"# Completion in your editor: " + programName + " schema > " + schemaName + "\n"

// initOptions are the flags of the init command.
type initOptions struct {
	template choice
	from     []string
	force    bool
}

func (o *initOptions) addFlags(flags *pflag.FlagSet) {
	o.template = newChoice(starterName, append([]string{starterName}, scenarios.Names()...)...)
	flags.Var(&o.template, "template", "scenario to begin with: "+strings.Join(o.template.words, ", "))
	flags.StringSliceVar(&o.from, "from", nil, "take the services from `FILES`: Deployments, autoscalers (autoscaling/v2) and Compose")
	flags.BoolVar(&o.force, "force", false, "overwrite an existing file")
}

// newInit builds the command that writes a scenario to begin with.
func newInit(p *program) *cobra.Command {
	var o initOptions
	c := &cobra.Command{
		Use:     "init [PATH]",
		Short:   "Write a commented scenario to begin with",
		Long:    "Write a commented scenario to begin with, to scenario.yaml or PATH; - is\nstandard output.",
		GroupID: groupScenario,
		Example: `  talimat-plan init
  talimat-plan init plans/shop.yaml --template claude-talimat
  talimat-plan init --from deployment.yaml,hpa.yaml`,
		Args:              atMost(1, "one PATH"),
		ValidArgsFunction: completeOne,
		RunE: func(c *cobra.Command, args []string) error {
			if len(o.from) > 0 && c.Flags().Changed("template") {
				return usagef("--from writes a scenario of its own: leave out --template")
			}
			path := scenarioName
			if len(args) > 0 {
				path = args[0]
			}
			return p.initialize(path, &o)
		},
	}
	o.addFlags(c.Flags())
	mustComplete(c, "template", fixed(o.template.words))
	return c
}

func (p *program) initialize(path string, o *initOptions) error {
	text, err := p.beginning(o)
	if err != nil {
		return err
	}
	write := func(w io.Writer) error { return writeTemplate(w, text) }
	if path == "-" {
		return p.deliver("", write)
	}
	if _, err := os.Lstat(path); err == nil && !o.force {
		return usagef("%s exists; --force overwrites it", path)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &fileError{"write", path, err}
	}
	if err := p.deliver(path, write); err != nil {
		return err
	}
	file, schema := shellWord(path), shellWord(filepath.Join(filepath.Dir(path), schemaName))
	for _, line := range []string{
		"", "Next:",
		fmt.Sprintf("  %s forecast %s", programName, file),
		fmt.Sprintf("  %s explain cost.effective %s --month 12", programName, file),
		fmt.Sprintf("  %s schema > %s     completion in your editor", programName, schema),
	} {
		p.note("%s", line)
	}
	return nil
}

// writeTemplate writes a scenario below the lines that set up editors.
func writeTemplate(w io.Writer, text string) error {
	_, err := io.WriteString(w, modeline+text)
	return err
}

// beginning is the scenario to begin with.
func (p *program) beginning(o *initOptions) (string, error) {
	if len(o.from) > 0 {
		f, err := p.manifests(o.from)
		if err != nil {
			return "", err
		}
		return fromManifests(f)
	}
	return templateText(o.template.value)
}

// templateText is a scenario to begin with, by its name.
func templateText(name string) (string, error) {
	if name == starterName {
		return starter, nil
	}
	builtIn, ok := scenarios.Text(name)
	if !ok {
		return "", fmt.Errorf("no template %q", name)
	}
	return string(builtIn), nil
}

// shellWord quotes a path so that a POSIX shell reads it as one word.
func shellWord(path string) string {
	plain := func(r rune) bool {
		return r == '/' || r == '.' || r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	if path != "" && strings.TrimLeftFunc(path, plain) == "" {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
