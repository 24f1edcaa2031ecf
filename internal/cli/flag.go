package cli

import (
	"errors"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/unit"
)

// explainFlagError turns an error about a flag into one that helps.
func explainFlagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	var missing *pflag.ValueRequiredError
	var garbled *pflag.InvalidSyntaxError
	switch {
	case errors.Is(err, pflag.ErrHelp):
		return err
	case errors.As(err, &invalid) && invalid.GetFlag().Value.Type() == "bool":
		name := invalid.GetFlag().Name
		return usagef("--%s: %q is neither true nor false; --%s alone is true", name, invalid.GetValue(), name)
	case errors.As(err, &invalid):
		return usagef("--%s: %v", invalid.GetFlag().Name, invalid.Unwrap())
	case errors.As(err, &missing):
		return withoutValue(missing.GetFlag())
	case errors.As(err, &garbled):
		return usagef("%q is not a flag; flags are written --name or --name=value", garbled.GetSpecifiedFlag())
	case errors.As(err, &unknown):
		return unknownFlag(c, unknown)
	}
	return usagef("%v", err)
}

// unknownFlag is the error about a misspelt flag, with a suggestion.
func unknownFlag(c *cobra.Command, unknown *pflag.NotExistError) error {
	name := unknown.GetSpecifiedName()
	if group := unknown.GetSpecifiedShortnames(); group == name {
		return usagef("unknown flag -%s", name)
	} else if group != "" {
		return usagef("unknown flag -%s in -%s", name[:1], group)
	}
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	if near := unit.Nearest(name, names); near != "" {
		return usagef("unknown flag --%s: did you mean --%s?", name, near)
	}
	return usagef("unknown flag --%s", name)
}

// refuseEmpty refuses files without a name, as from a variable of the shell that
// is not set: that would silently be the default.
func refuseEmpty(flags *pflag.FlagSet) error {
	var err error
	flags.Visit(func(f *pflag.Flag) {
		word, _ := pflag.UnquoteUsage(f)
		if err == nil && f.Value.String() == "" && (word == "FILE" || word == "PATH") {
			err = withoutValue(f)
		}
	})
	return err
}

// withoutValue is the error about a flag that says nothing.
func withoutValue(f *pflag.Flag) error {
	word, _ := pflag.UnquoteUsage(f)
	return usagef("--%s has no value: write --%s %s", f.Name, f.Name, word)
}
