// Package replay plays a week of the services of a plan through their autoscalers, sync
// by sync, and says what that saves against the static peak, and what it costs in
// capacity that comes too late.
//
// Demand of a service is its CPU at the peak of a month, as the plan has it, times a week
// (package profile) over the peak of that week. Its autoscaler has the targets and bounds
// of the scenario: one metric of CPU utilisation, and where another constraint asks for
// more at peak, one of the pods that stands for it, in proportion to the demand.
//
// Four numbers belong together:
//
//	saving      1 − Σ replicas / (static · syncs), static = what carries the highest
//	            minute of the week at the target
//	perfect     the same of a follower without any delay
//	short       syncs at which demand is above what the ready pods can do
//	unserved    what demand is above it, as a share of the work
//
// A saving can be above the perfect one: then the autoscaler came late, and short says
// how often.
package replay
