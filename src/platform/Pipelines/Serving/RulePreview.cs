using Kirana.Recommend.Reranking.Rules;

namespace Kirana.Pipelines.Serving;

/// <summary>A list as it is served and as it would be served under other rules.</summary>
/// <param name="Before">Under the rules that hold.</param>
/// <param name="After">Under the new ones.</param>
/// <param name="Changes">Every item of both, those of the new list first, in its order.</param>
/// <param name="Findings">Rules that contradict each other or have no effect.</param>
public sealed record RulePreview(ServedList Before, ServedList After, IReadOnlyList<PlaceChange> Changes, IReadOnlyList<RuleFinding> Findings);
