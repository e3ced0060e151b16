using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Options;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Content;

/// <summary>Learns what is popular lately in each category, to recommend it to those who buy there.</summary>
/// <remarks>The score of item j of category c is P(c | shopper)·P(j | c). P(c | shopper) = (w(c) + m·P(c)) / (Σ w + m) mixes the categories of the history, newer events
/// counting more, with those of everybody (the Bayesian model of Liu, Dolan and Pedersen, "Personalized news recommendation based on click behavior", IUI 2010, §4.1,
/// with additive smoothing for their division by periods); P(j | c) is the item's share of the category's events, each of which counts 2^(−age / half-life).</remarks>
public sealed record CategoryItems : IRecommenderLearner
{
    /// <inheritdoc/>
    public string Name => CategoryModel.ModelKind;

    /// <summary>What is known of items, over a map with the same ids. Not an option but data: it is not among <see cref="Options"/>.</summary>
    public ItemDescriptions? Descriptions { get; init; }

    /// <summary>m, the events of everybody that a shopper's own are mixed with; positive, 2 by default.</summary>
    public double Smoothing { get; init; } = 2;

    /// <summary>The age at which an event counts half of an item's popularity; positive, 30 days by default.</summary>
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The number of later events after which an event of a history counts half; positive, 20 by default.</summary>
    public double HistoryHalfLife { get; init; } = 20;

    /// <inheritdoc/>
    public string Options => Table.Write(this);

    /// <summary>The options by name.</summary>
    internal static OptionTable<CategoryItems> Table { get; } = new OptionTable<CategoryItems>()
        .Number("smoothing", learner => learner.Smoothing, (learner, value) => learner with { Smoothing = value })
        .Number("halfLifeDays", learner => learner.HalfLife.TotalDays, (learner, value) => learner with { HalfLife = TimeSpan.FromDays(value) })
        .NumberOrInfinity("historyHalfLife", learner => learner.HistoryHalfLife, (learner, value) => learner with { HistoryHalfLife = value });

    /// <inheritdoc/>
    /// <exception cref="DataException"><see cref="ContentItems.NoDescriptions"/>: the catalogue names no category.</exception>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        new OptionFaults()
            .Require(Smoothing > 0 && double.IsFinite(Smoothing), Smoothing, "positive and finite")
            .Require(HalfLife > TimeSpan.Zero, HalfLife, "longer than zero")
            .Require(HistoryHalfLife > 0, HistoryHalfLife, "positive")
            .ThrowIfAny(Name);
        context.Cancellation.ThrowIfCancellationRequested();
        SparseRows.RequireEntries(interactions);
        var described = Descriptions?.Over(interactions.Items);
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var categories = new int[interactions.Items.Count];
        for (var item = 0; item < categories.Length; item++)
            categories[item] = described?[item].Category is { Length: > 0 } category ? numbers.TryAdd(category, numbers.Count) ? numbers.Count - 1 : numbers[category] : -1;
        if (numbers.Count == 0)
            throw new DataException("There is nothing to know items by: the catalogue names no category.")
            {
                Code = ContentItems.NoDescriptions, Hint = "Import the catalogue with categories, or use a recipe that needs none.",
            };
        var (shares, sums) = (Popularities(interactions), new double[numbers.Count]);
        for (var item = 0; item < shares.Length; item++)
            if (categories[item] >= 0)
                sums[categories[item]] += shares[item];
        for (var item = 0; item < shares.Length; item++)
            shares[item] = categories[item] >= 0 && sums[categories[item]] > 0 ? shares[item] / sums[categories[item]] : 0;
        var all = sums.Sum();
        return new CategoryModel(
            interactions.Items, categories, Array.ConvertAll(shares, share => (float)share), Array.ConvertAll(sums, sum => all > 0 ? (float)(sum / all) : 0), Smoothing, HistoryHalfLife, Options);
    }

    private double[] Popularities(Interactions interactions)
    {
        var newest = long.MinValue;
        for (var user = 0; user < interactions.UserCount; user++)
            foreach (var time in interactions.TimesOf(user))
                newest = Math.Max(newest, time);
        var (counts, lambda) = (new double[interactions.Items.Count], Elementary.Log(2.0) / HalfLife.TotalMicroseconds);
        for (var user = 0; user < interactions.UserCount; user++)
            for (var e = 0; e < interactions.ItemsOf(user).Length; e++)
                counts[interactions.ItemsOf(user)[e]] += interactions.WeightsOf(user)[e] * Elementary.Exp(-lambda * ((double)newest - interactions.TimesOf(user)[e]));
        return counts;
    }
}
