package manifest

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/autoscale"
)

const whole = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop, labels: {app: web}}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: frontend}
  minReplicas: 3
  maxReplicas: 40
  metrics:
    - type: Resource
      resource: {name: cpu, target: {type: Utilization, averageUtilization: 65}}
    - type: ContainerResource
      containerResource: {name: memory, container: app, target: {type: AverageValue, averageValue: 512Mi}}
    - type: Pods
      pods: {metric: {name: rps, selector: {matchLabels: {a: b}}}, target: {type: AverageValue, averageValue: "1k"}}
    - type: External
      external: {metric: {name: queue}, target: {type: Value, value: "30"}}
    - type: Object
      object: {metric: {name: hits}, describedObject: {kind: Ingress, name: main}, target: {type: AverageValue, averageValue: 2500m}}
  behavior:
    scaleUp: {stabilizationWindowSeconds: 30, selectPolicy: Min, policies: [{type: Pods, value: 2, periodSeconds: 60}]}
    scaleDown: {tolerance: 50m}
status: {currentReplicas: 4}
---
apiVersion: v1
kind: Service
metadata: {name: web}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: frontend}
spec:
  replicas: 4
  template:
    spec:
      initContainers:
        - {name: migrate, resources: {requests: {cpu: 2}}}
        - {name: mesh, restartPolicy: Always, resources: {requests: {cpu: 100m, memory: 64Mi}}}
      containers:
        - name: app
          image: app:1
          resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: "1"}}
`

func TestRead(t *testing.T) {
	f, list := Read("hpa.yaml", []byte(whole))
	if f == nil || len(f.Autoscalers) != 1 || len(f.Workloads) != 1 {
		t.Fatalf("%+v %+v", f, list)
	}
	a := &f.Autoscalers[0]
	if a.Name != "web" || a.Scales != "frontend" || a.Spec.Min != 3 || a.Spec.Max != 40 {
		t.Errorf("%+v", a)
	}
	want := []autoscale.Metric{
		{Source: autoscale.Resource, Name: "cpu", Kind: autoscale.OfRequest, Target: 65},
		{Source: autoscale.ContainerResource, Name: "memory", Kind: autoscale.OfPod, Target: 512 << 20 * 1000},
		{Source: autoscale.PodMetric, Name: "rps", Kind: autoscale.OfPod, Target: 1e6},
		{Source: autoscale.External, Name: "queue", Kind: autoscale.OfTotal, Target: 30000},
		{Source: autoscale.Object, Name: "hits", Kind: autoscale.OfPod, Target: 2500},
	}
	if fmt.Sprint(a.Spec.Metrics) != fmt.Sprint(want) {
		t.Errorf("%+v", a.Spec.Metrics)
	}
	b := a.Spec.Behavior
	if b.Up.Window != 30*autoscale.Second || b.Up.Select != autoscale.Min || len(b.Up.Policies) != 1 || b.Up.Policies[0].Percent ||
		b.Down.Window != 300*autoscale.Second || *b.Down.Tolerance != 0.05 || len(b.Down.Policies) != 1 {
		t.Errorf("%+v", b)
	}
	w := &f.Workloads[0]
	if w.Name != "frontend" || *w.Replicas != 4 || len(w.Containers) != 2 || *w.Containers[0].CPU != 500 || *w.Containers[0].Memory != 1<<30 ||
		*w.Containers[0].CPULimit != 1000 || w.Containers[0].MemoryLimit != nil || *w.Containers[1].CPU != 100 {
		t.Errorf("%+v", w)
	}
}

// What is left out has the defaults of Kubernetes.
func TestDefaults(t *testing.T) {
	f, list := Read("hpa.yaml", []byte("apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec: {scaleTargetRef: {name: a}, maxReplicas: 5}\n"))
	if f == nil {
		t.Fatalf("%+v", list)
	}
	s := &f.Autoscalers[0].Spec
	if s.Min != 1 || s.Behavior != nil || len(s.Metrics) != 1 || s.Metrics[0].Target != 80 || s.Metrics[0].Name != "cpu" {
		t.Errorf("%+v", s)
	}
}

// Each line is what replaces what in a good file, and what is said about it.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"autoscaling/v2", "autoscaling/v1", "1:13: autoscaling/v1 has no metrics but CPU and is not read: write autoscaling/v2"},
		{"autoscaling/v2", "autoscaling/v2beta2", "1:13: autoscaling/v2beta2 is not read: write autoscaling/v2"},
		{"apiVersion: autoscaling/v2\n", "", "1:1: the autoscaler has no apiVersion"},
		{"minReplicas: 3", "minReplicas: 41", "6:16: minReplicas, 41, is above maxReplicas, 40"},
		{"minReplicas: 3", "minReplicas: three", "6:16: minReplicas is a whole number"},
		{"maxReplicas: 40", "maxReplicas: 0", "7:16: maxReplicas is 0; it must be from 1 to 2147483647"},
		{"  maxReplicas: 40\n", "", "5:3: the autoscaler has no maxReplicas"},
		{"minReplicas", "minReplica", `6:3: unknown key "minReplica" in spec`},
		{"type: Pods\n", "type: Pod\n", `13:13: unknown type of metric "Pod"`},
		{"- type: Pods\n      pods:", "- type: Pods\n      external:", `13:7: a metric of type Pods has its source under "pods"`},
		{"averageUtilization: 65", "averageUtilization: 0", "10:77: averageUtilization is 0; it must be from 1 to 2147483647"},
		{"averageUtilization: 65", "averageValue: 65", "10:71: a target of type Utilization has averageUtilization, not averageValue"},
		{"type: Value, value: \"30\"", "type: Utilization, value: 30", `16:56: unknown type of target "Utilization"`},
		{"512Mi", "512MB", "12:100: averageValue is not a quantity above 0"},
		{"stabilizationWindowSeconds: 30", "stabilizationWindowSeconds: 3601", "20:43: stabilizationWindowSeconds is 3601; it must be from 0 to 3600"},
		{"periodSeconds: 60", "periodSeconds: 1801", "20:115: periodSeconds is 1801; it must be from 1 to 1800"},
		{"selectPolicy: Min", "selectPolicy: Mean", `20:61: unknown selectPolicy "Mean"`},
		{"container: app, ", "", "12:26: containerResource does not say which container"},
		{"name: frontend}\n  min", "kind: Deployment}\n  min", `5:59: key "kind" is there twice`},
		{"cpu: 500m", "cpu: much", "41:39: cpu is not a quantity above 0"},
		{"metadata: {name: web, ", "metadata: &a {name: web, ", ""},
		{"status: {currentReplicas: 4}", "status: *a", "unknown anchor 'a' referenced"},
		{"minReplicas: 3", "minReplicas: [", "5: did not find expected ',' or ']'"},
	} {
		text := strings.Replace(whole, c.old, c.new, 1)
		if text == whole {
			t.Fatalf("%q is not there", c.old)
		}
		f, list := Read("hpa.yaml", []byte(text))
		got := ""
		if len(list) > 0 {
			got = strings.TrimPrefix(fmt.Sprintf("%d:%d: %s", list[0].Pos.Line, list[0].Pos.Col, list[0].Message), "0:0: ")
			got = strings.Replace(got, ":0: ", ": ", 1)
		}
		if got != c.want || (f == nil) != (c.want != "") {
			t.Errorf("%q for %q: %s, not %s", c.new, c.old, got, c.want)
		}
	}
}

func TestCompose(t *testing.T) {
	f, list := Read("compose.yaml", []byte(`services:
  web:
    image: web:1
    deploy: {replicas: 3, resources: {reservations: {cpus: "0.25", memory: 256M}, limits: {cpus: "1", memory: 1g}}}
  job: {cpus: 0.5, mem_limit: 64m}
`))
	if f == nil || len(f.Workloads) != 2 {
		t.Fatalf("%+v", list)
	}
	web, job := &f.Workloads[0].Containers[0], &f.Workloads[1].Containers[0]
	if *web.CPU != 250 || *web.Memory != 256<<20 || *web.CPULimit != 1000 || *web.MemoryLimit != 1<<30 || *f.Workloads[0].Replicas != 3 {
		t.Errorf("%+v", web)
	}
	if job.CPU != nil || *job.CPULimit != 500 || *job.MemoryLimit != 64<<20 {
		t.Errorf("%+v", job)
	}
	if _, list := Read("compose.yaml", []byte("services: {web: {mem_limit: much}}\n")); len(list) != 1 || list[0].Pos.Col != 29 {
		t.Errorf("%+v", list)
	}
}

func TestQuantity(t *testing.T) {
	for text, want := range map[string]int64{
		"500m": 500, "2": 2000, "1.5": 1500, "512Mi": 512 << 20 * 1000, "1e3": 1000000, "1E": math.MaxInt64, "0.0001": 1, "100n": 1,
		"1k": 1000000, "-1": -1000, ".5": 500,
	} {
		if got, ok := Quantity(text); !ok || got != want {
			t.Errorf("%s is %d, not %d", text, got, want)
		}
	}
	for _, text := range []string{"", "m", "1 Mi", "1e", "0x10", "1/2", "1e1000000000", "Inf", "1e3Ki", "1_000", "1.2.3"} {
		if got, ok := Quantity(text); ok {
			t.Errorf("%q is %d", text, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(whole)
	f.Add("apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec: {scaleTargetRef: {name: a}, maxReplicas: 5}\n")
	f.Add("services: {web: {cpus: 1, mem_limit: 5m, deploy: {replicas: 2}}}\n")
	f.Add("kind: List\nitems: [{kind: Deployment, spec: {template: {spec: {containers: [{resources: {requests: {cpu: 1}}}]}}}}]\n")
	f.Fuzz(func(t *testing.T, text string) {
		file, list := Read("x.yaml", []byte(text))
		if (file == nil) != list.HasErrors() {
			t.Fatalf("%v %v", file, list)
		}
		for _, d := range list {
			if d.Pos.Line < 0 || d.Pos.Line > strings.Count(text, "\n")+2 {
				t.Fatalf("%+v", d)
			}
		}
		if file == nil {
			return
		}
		for i := range file.Autoscalers {
			s := &file.Autoscalers[i].Spec
			if s.Min < 0 || s.Max < s.Min || len(s.Metrics) == 0 {
				t.Fatalf("%+v", s)
			}
		}
	})
}

// What is written is read as it was.
func TestWrite(t *testing.T) {
	tolerance := 0.05
	a := Autoscaler{Name: "true", Scales: "web-2", Spec: autoscale.Spec{
		Bounds: autoscale.Bounds{Min: 2, Max: 9},
		Metrics: []autoscale.Metric{
			{Source: autoscale.Resource, Name: "cpu", Kind: autoscale.OfRequest, Target: 70},
			{Source: autoscale.PodMetric, Name: "requests_per_second", Kind: autoscale.OfPod, Target: 1500},
			{Source: autoscale.Resource, Name: "memory", Kind: autoscale.OfPod, Target: 5000},
		},
		Behavior: &autoscale.Behavior{Up: autoscale.DefaultUp(), Down: autoscale.DefaultDown(900 * autoscale.Second)},
	}}
	a.Spec.Behavior.Up.Tolerance, a.Spec.Behavior.Down.Select = &tolerance, autoscale.Disabled
	text, ok := a.Write()
	f, list := Read("x.yaml", []byte(text))
	if !ok || f == nil {
		t.Fatalf("%v\n%s\n%+v", ok, text, list)
	}
	got := f.Autoscalers[0]
	got.Position = a.Position
	if !reflect.DeepEqual(got, a) {
		t.Errorf("%+v is not %+v\n%s", got, a, text)
	}
	a.Spec.Metrics[0].Source = autoscale.External
	if _, ok := a.Write(); ok {
		t.Error("an external metric is written")
	}
}
