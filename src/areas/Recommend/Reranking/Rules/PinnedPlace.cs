namespace Kirana.Recommend.Reranking.Rules;

/// <summary>A place that a rule keeps for its items.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Place">The place from 1.</param>
/// <param name="Items">The items in the order of preference.</param>
internal sealed record PinnedPlace(Rule Rule, int Place, int[] Items);
