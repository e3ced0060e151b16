namespace Kirana.Pipelines.Recommend;

/// <summary>How <c>kirana train recommend</c> goes about it.</summary>
public sealed record RecommendTrainingOptions
{
    /// <summary>How many days at the end are held out to compare models; 30 by default, at most a quarter of the shop's history.</summary>
    public int TestDays { get; init; } = 30;

    /// <summary>The weight of each kind of event that counts, each above 0; <see langword="null"/>, the default, for purchases alone, or for ratings and reviews in a shop without
    /// any purchase. An increment keeps those of the whole training. See <see cref="Kirana.Operate.Stores.InteractionQuery.Weights"/>.</summary>
    public IReadOnlyDictionary<string, float>? Weights { get; init; }

    /// <summary>How many days before the end of what they are fitted on learners see; 0, the default, for all. Histories at requests stay whole.</summary>
    public int WindowDays { get; init; }

    /// <summary>How much more rare goods weigh where the order of candidates is learnt, 0 to 1; 0 by default. See <see cref="Kirana.Recommend.Ranking.RankedSources.TailWeight"/>.</summary>
    public double TailWeight { get; init; }

    /// <summary>Whether settings are also chosen, on the period before the one held out; by default they are.</summary>
    public bool Tune { get; init; } = true;

    /// <summary>Whether the new version may become current; by default it may.</summary>
    public bool Promote { get; init; } = true;

    /// <summary>The list lengths k that are measured; 10 and 20 by default. The first one decides which model is chosen.</summary>
    public IReadOnlyList<int> Lengths { get; init; } = [10, 20];
}
