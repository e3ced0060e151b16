namespace Kirana.Pipelines.Recommend;

/// <summary>How an item came to its place.</summary>
/// <param name="Cause"><c>best</c> of what was left, <c>pinned</c> by a rule, or <c>explored</c>: new, and its place kept for new items.</param>
/// <param name="Rank">Its rank among the candidates that rules leave, from 1; 0 if it was none.</param>
/// <param name="Relevance">Its score as a share of the way from the lowest to the highest candidate; <see langword="null"/> without rules.</param>
/// <param name="Factor">What rules multiplied the relevance by.</param>
/// <param name="Freshness">What is left of it after it was shown in vain, 0 to 1.</param>
/// <param name="Diversity">What likeness to the items above it took.</param>
/// <param name="Taste">What it does for the mixture of departments.</param>
/// <param name="Novelty">What being little known gave it.</param>
/// <param name="Rules">The names of the rules that moved it.</param>
/// <param name="Sources">Where each source put it.</param>
/// <param name="Contributions">What each feature of the ranking adds to its score, the greatest first (SHAP); empty if the model does not rank sources.</param>
public sealed record ItemTrace(
    string Cause, int Rank, float? Relevance, float Factor, float Freshness, float Diversity, float Taste, float Novelty, IReadOnlyList<string> Rules,
    IReadOnlyList<SourceTrace> Sources, IReadOnlyList<FeatureTrace> Contributions);
