namespace Kirana.Recommend.Reranking.Rules;

/// <summary>Something of rules that is allowed and that nobody means: rules that contradict each other, or one without an effect.</summary>
/// <param name="Code"><c>speaks-of-nothing</c>, <c>pin-kept-out</c>, <c>same-place</c>, <c>without-effect</c>, <c>no-price-left</c> or <c>excludes-everything</c>.</param>
/// <param name="Rules">The names of the rules, the one it is about first.</param>
/// <param name="Text">What it is, in a sentence.</param>
public sealed record RuleFinding(string Code, IReadOnlyList<string> Rules, string Text);
