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

    /// <summary>What is counted; summed weights by default. Distinct users count once each, at the time of their latest event and whatever it weighs.</summary>
    public PopularityMeasure Measure { get; init; } = PopularityMeasure.Weight;

    /// <inheritdoc/>
    public string Options => Table.Write(this);

    internal static OptionTable<RecencyPopular> Table { get; } = new OptionTable<RecencyPopular>()
        .Number("halfLifeDays", own => own.HalfLife.TotalDays, (own, value) => own with { HalfLife = TimeSpan.FromDays(value) })
        .Choice("measure", own => own.Measure, (own, value) => own with { Measure = value });

    /// <inheritdoc/>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        Check();
        context.Cancellation.ThrowIfCancellationRequested();
        SparseRows.RequireEntries(interactions);
        var newest = long.MinValue;
        for (var user = 0; user < interactions.UserCount; user++)
            foreach (var time in interactions.TimesOf(user))
                newest = Math.Max(newest, time);

        var lambda = Elementary.Log(2.0) / HalfLife.TotalMicroseconds;
        var sums = new double[interactions.ItemCount];
        var counted = new int[interactions.ItemCount];
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var items = interactions.ItemsOf(user);
            var weights = interactions.WeightsOf(user);
            var times = interactions.TimesOf(user);
            for (var i = items.Length - 1; i >= 0; i--)
                if (Measure == PopularityMeasure.Weight)
                    sums[items[i]] += weights[i] * Elementary.Exp(-lambda * ((double)newest - times[i]));
                else if (counted[items[i]] != user + 1)
                {
                    counted[items[i]] = user + 1;
                    sums[items[i]] += Elementary.Exp(-lambda * ((double)newest - times[i]));
                }
        }

        return new PopularityModel(Name, "trending", interactions.Items, Array.ConvertAll(sums, sum => sum == 0 ? float.NegativeInfinity : (float)sum), Options);
    }

    internal void Check() => new OptionFaults()
        .Require(HalfLife > TimeSpan.Zero, HalfLife, "longer than zero")
        .Require(Enum.IsDefined(Measure), Measure, "a defined measure")
        .ThrowIfAny(Name);
}
