package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/viper"

	"github.com/talimat/talimat-plan/internal/unit"
)

// preferences are the settings a user may keep. The first of these that says
// something counts: a flag, the environment, the preferences file, the default.
type preferences struct {
	Output string // format of results
	Color  string // auto, always or never
	By     string // period of a row: month, quarter or year
	Width  int    // columns of text output; 0 is those of the terminal
}

// setting describes one preference. Its flag has the same name, where a command
// has one; its environment variable is TALIMAT_PLAN_ and the name in capitals.
type setting struct {
	name     string
	fallback any
	check    func(text string) error
}

func settings() []setting {
	return []setting{
		{"output", "table", oneOf(formats())},
		{"color", "auto", oneOf(colorModes())},
		{"by", "month", oneOf(periods())},
		{"width", 0, checkWidth},
	}
}

func (s setting) variable() string { return "TALIMAT_PLAN_" + strings.ToUpper(s.name) }

func formats() []string    { return []string{"table", "json", "yaml", "csv", "markdown"} }
func colorModes() []string { return []string{"auto", "always", "never"} }
func periods() []string    { return []string{"month", "quarter", "year"} }

// checkWidth accepts 0 and the widths that a table can be laid out for.
func checkWidth(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n != 0 && (n < minWidth || n > maxWidth) {
		return fmt.Errorf("%q is not a width: write 40 to 1000 columns, or 0 for those of the terminal", text)
	}
	return nil
}

// preferences collects the preferences for a command. Every value is checked
// where it comes from, so that the message can say where that is.
func (p *program) preferences(c *cobra.Command) (preferences, error) {
	v := viper.New()
	v.SetConfigType("yaml")
	for _, s := range settings() {
		flag := c.Flags().Lookup(s.name)
		if flag == nil || flag.DefValue == "" { // else the default is that of the flag
			v.SetDefault(s.name, s.fallback)
		}
		if flag != nil {
			if err := v.BindPFlag(s.name, flag); err != nil {
				return preferences{}, err
			}
		}
	}
	if err := p.readPreferences(v); err != nil {
		return preferences{}, err
	}
	for _, s := range settings() {
		text := p.getenv(s.variable())
		if text == "" {
			continue
		}
		if err := s.check(text); err != nil {
			return preferences{}, invalidf("%s: %v", s.variable(), err)
		}
		// The environment lies over the file: both are viper's "config" layer.
		if err := v.MergeConfigMap(map[string]any{s.name: text}); err != nil {
			return preferences{}, err
		}
	}
	var prefs preferences
	err := v.UnmarshalExact(&prefs)
	p.global.color.value = prefs.Color
	return prefs, err
}

// readPreferences reads the preferences file into v, if there is one.
func (p *program) readPreferences(v *viper.Viper) error {
	name, text, err := p.preferencesFile()
	if err != nil || name == "" {
		return err
	}
	file := viper.New() // without defaults: what the file says and nothing else
	file.SetConfigType("yaml")
	if err := file.ReadConfig(bytes.NewReader(text)); err != nil {
		return invalidf("%s: not a YAML mapping of preferences: %s", name, plainYAML(err))
	}
	said := file.AllSettings()
	for _, key := range slices.Sorted(maps.Keys(said)) {
		if err := checkPreference(key, said[key]); err != nil {
			return invalidf("%s: %v", name, err)
		}
	}
	return v.MergeConfigMap(said)
}

// plainYAML is what the YAML library says, on one line and without Go types.
func plainYAML(err error) string {
	text := strings.Join(strings.Fields(errors.Unwrap(err).Error()), " ")
	text = strings.TrimPrefix(strings.TrimPrefix(text, "yaml: "), "unmarshal errors: ")
	text, _, _ = strings.Cut(text, " into map")
	return text
}

// checkPreference checks one entry of a preferences file.
func checkPreference(key string, value any) error {
	var names []string
	for _, s := range settings() {
		if s.name == key {
			if err := s.check(fmt.Sprint(value)); err != nil {
				return fmt.Errorf("%s: %w", key, err)
			}
			return nil
		}
		names = append(names, s.name)
	}
	if near := unit.Nearest(key, names); near != "" {
		return fmt.Errorf("unknown key %q: did you mean %q?", key, near)
	}
	return fmt.Errorf("unknown key %q: known are %s", key, strings.Join(names, ", "))
}

// preferencesFile finds and reads the preferences file: the one of --config,
// else .talimat-plan.yaml here, else config.yaml in the user's directory for
// configuration. The name is empty when there is none.
func (p *program) preferencesFile() (name string, text []byte, err error) {
	if p.global.config != "" {
		text, err = p.inputs.readFile(p.global.config)
		return p.global.config, text, err
	}
	const local = ".talimat-plan.yaml"
	if text, err = p.inputs.readFile(local); !errors.Is(err, fs.ErrNotExist) {
		return local, text, err
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", nil, nil
	}
	name = filepath.Join(dir, programName, "config.yaml")
	text, err = p.inputs.readFile(name)
	var failed *fileError
	if errors.As(err, &failed) { // a home that is none, or another user's: nobody asked for it
		return "", nil, nil
	}
	return name, text, err
}
