using Kirana.Recommend;

namespace Kirana.Pipelines.Recommend;

/// <summary>A learner with good settings and the other settings worth trying, under one name.</summary>
/// <param name="Name">The name, such as <c>implicit-als</c>.</param>
/// <param name="Learner">The learner with its default settings.</param>
/// <param name="Variations">What tuning tries, one axis after another: each axis makes several learners of the best so far.</param>
public sealed record Recipe(string Name, IRecommenderLearner Learner, IReadOnlyList<Func<IRecommenderLearner, IEnumerable<IRecommenderLearner>>> Variations)
{
    /// <summary>The recipe with fewer axes, for a shop that is trained every night: the first ones bring most of what tuning brings.</summary>
    internal Recipe ForShops => this with { Variations = [.. Variations.Take(ShopAxes)] };

    /// <summary>Whether the training of a shop compares it; by default it does. One recipe of each kind is enough for a night's training, whose
    /// lists are ranked from several anyway.</summary>
    internal bool IsForShops { get; init; } = true;

    /// <summary>Whether it knows items by a catalogue, which a file of events has not; by default it does not.</summary>
    public bool NeedsCatalogue { get; init; }

    /// <summary>Whether it lives by the times of events, of which a file of events keeps only the order; by default it does not.</summary>
    public bool NeedsTimes { get; init; }

    /// <summary>How many axes the training of a shop searches; all by default.</summary>
    internal int ShopAxes { get; init; } = int.MaxValue;
}
