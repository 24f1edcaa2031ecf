package cli

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/autoscale"
	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/manifest"
	"github.com/talimat/talimat-plan/internal/model"
)

// manifests reads files of manifests and shows what is wrong with them.
func (p *program) manifests(names []string) (*manifest.File, error) {
	all := &manifest.File{}
	for _, name := range names {
		text, err := p.inputs.readFileUpTo(name, manifest.Most)
		if err != nil {
			return nil, err
		}
		f, list := manifest.Read(name, text)
		if err := p.showDiagnostics(list, map[string]diag.Source{name: {Name: name, Text: text}}); err != nil {
			return nil, err
		}
		if f == nil {
			return nil, shown{exitUsage}
		}
		all.Autoscalers = append(all.Autoscalers, f.Autoscalers...)
		all.Workloads = append(all.Workloads, f.Workloads...)
	}
	return all, nil
}

// autoscalers are those of files, by the service that they scale.
func (p *program) autoscalers(names []string, s *model.Scenario) (map[string]autoscale.Spec, error) {
	if len(names) == 0 {
		return nil, nil
	}
	f, err := p.manifests(names)
	if err != nil {
		return nil, err
	}
	if len(f.Autoscalers) == 0 {
		return nil, invalidf("--hpa: there is no HorizontalPodAutoscaler in it")
	}
	specs := map[string]autoscale.Spec{}
	for i := range f.Autoscalers {
		a := &f.Autoscalers[i]
		if !slices.ContainsFunc(s.Services, func(v model.Service) bool { return v.Name == a.Scales }) {
			return nil, invalidf("%s:%d:%d: the autoscaler scales %q, which is no service of the scenario", a.Position.File, a.Position.Line, a.Position.Col, a.Scales)
		}
		if _, twice := specs[a.Scales]; twice {
			return nil, invalidf("%s:%d:%d: there are two autoscalers for %q", a.Position.File, a.Position.Line, a.Position.Col, a.Scales)
		}
		specs[a.Scales] = a.Spec
	}
	return specs, nil
}
