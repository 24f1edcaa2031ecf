package model

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Leading are the paths of the inputs that lead a sample: those that get the best
// spread dimensions of a Sobol' sequence, the most important first. The tag lead of an
// input is its place, from 1; a section that is of a type with others, such as the
// drivers, has the places of what is in it. An input keeps its place whether the ones
// before it are there and uncertain or not, so that adding one to a scenario moves no
// draw of another. What has no place is spread by itself alone. So a place is never
// given to another input: new ones go behind the last.
func Leading() []string {
	var all []leader
	leaders(reflect.TypeFor[Scenario](), "", &all)
	slices.SortFunc(all, func(a, b leader) int { return cmp.Compare(a.place, b.place) })
	paths := make([]string, len(all))
	for i := range all {
		paths[i] = all[i].path
	}
	return paths
}

// leader is an input and its place.
type leader struct {
	path  string
	place int
}

// leaders collects those of a type that stands behind a path. Lists have none: their
// elements are as many as a scenario has.
func leaders(t reflect.Type, prefix string, all *[]leader) {
	for i := range t.NumField() {
		f := t.Field(i)
		key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		typ := f.Type
		if typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		if lead := f.Tag.Get("lead"); lead != "" {
			for part := range strings.SplitSeq(lead, ", ") {
				path := prefix + key
				below, place, ok := strings.Cut(part, " ")
				if ok {
					path += "." + below
				} else {
					place = part
				}
				n, _ := strconv.Atoi(place) // a test reads all of them
				*all = append(*all, leader{path, n})
			}
			continue
		}
		if typ.Kind() == reflect.Struct && key != "" && key != "-" {
			leaders(typ, prefix+key+".", all)
		}
	}
}
