namespace Kirana.Recommend.Reranking.Rules;

/// <summary>A cap made ready.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="GroupOf">The group of each item; −1 for an item that is not counted.</param>
/// <param name="Groups">The number of groups.</param>
internal sealed record ActiveCap(Rule Rule, int[] GroupOf, int Groups);
