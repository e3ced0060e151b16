using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Options;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Popularity;

/// <summary>Learns which items are popular lately: an event counts w·e^(−λΔt), Δt its age at the newest event of the data.</summary>
/// <remarks>λ = ln 2 / half-life. The age at a later request multiplies every score by the same factor and so changes no order;
/// the model leaves it out.</remarks>
public sealed record RecencyPopular : IRecommenderLearner
{
    /// <inheritdoc/>
    public string Name => "recency-popular";

    /// <summary>The age at which an event counts half; positive, 30 days by default.</summary>
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public string Options => Table.Write(this);

    /// <summary>The options by name.</summary>
    internal static OptionTable<RecencyPopular> Table { get; } = new OptionTable<RecencyPopular>()
        .Number("halfLifeDays", learner => learner.HalfLife.TotalDays, (learner, value) => learner with { HalfLife = TimeSpan.FromDays(value) });

    /// <inheritdoc/>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        new OptionFaults().Require(HalfLife > TimeSpan.Zero, HalfLife, "longer than zero").ThrowIfAny(Name);
        context.Cancellation.ThrowIfCancellationRequested();
        SparseRows.RequireEntries(interactions);
        var newest = long.MinValue;
        for (var user = 0; user < interactions.UserCount; user++)
            foreach (var time in interactions.TimesOf(user))
                newest = Math.Max(newest, time);

        var lambda = Elementary.Log(2.0) / HalfLife.TotalMicroseconds;
        var sums = new double[interactions.ItemCount];
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var items = interactions.ItemsOf(user);
            var weights = interactions.WeightsOf(user);
            var times = interactions.TimesOf(user);
            for (var i = 0; i < items.Length; i++)
                sums[items[i]] += weights[i] * Elementary.Exp(-lambda * ((double)newest - times[i]));
        }

        return new PopularityModel(Name, "trending", interactions.Items, Array.ConvertAll(sums, sum => sum == 0 ? float.NegativeInfinity : (float)sum), Options);
    }
}
