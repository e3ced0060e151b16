using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend.Options;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Popularity;

/// <summary>Learns what customers come back for, and after how long: recommends again what a shopper has, when it is due.</summary>
/// <remarks>
/// <para>After Bhagat, Muralidharan, Lobzhanidze and Vishwanath, "Buy it again: modeling repeat purchase recommendations", KDD 2018, §4:
/// an item comes back at all with probability q = (repeaters + m·q̄) / (users + m), q̄ that of all items; and a shopper who had it k times
/// in the t days since the first time has the rate λ = k / (t + τ), τ the item's mean gap. The score is q·(1 − e^(−λ·horizon)).</para>
/// <para>We differ in the rate, which takes τ for the paper's fitted gamma prior: one event in one usual gap is what is believed
/// beforehand. Items without repeats have the gap of all items.</para>
/// </remarks>
public sealed record RepeatPurchase : IRecommenderLearner
{
    internal const string ModelKind = "repeat-purchase";

    private const double MicrosecondsPerDay = 86_400_000_000;

    /// <inheritdoc/>
    public string Name => ModelKind;

    /// <summary>m, the users that the mean of all items weighs like; 0 or more, 10 by default.</summary>
    public double Shrinkage { get; init; } = 10;

    /// <summary>How far ahead is looked; positive, 30 days by default.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public string Options => Table.Write(this);

    /// <summary>The options by name.</summary>
    internal static OptionTable<RepeatPurchase> Table { get; } = new OptionTable<RepeatPurchase>()
        .Number("shrinkage", learner => learner.Shrinkage, (learner, value) => learner with { Shrinkage = value })
        .Number("horizonDays", learner => learner.Horizon.TotalDays, (learner, value) => learner with { Horizon = TimeSpan.FromDays(value) });

    /// <inheritdoc/>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        new OptionFaults()
            .Require(Shrinkage >= 0 && double.IsFinite(Shrinkage), Shrinkage, "0 or more and finite")
            .Require(Horizon > TimeSpan.Zero, Horizon, "longer than zero")
            .ThrowIfAny(Name);
        context.Cancellation.ThrowIfCancellationRequested();
        SparseRows.RequireEntries(interactions);

        var items = interactions.ItemCount;
        var (users, repeaters, gaps, days) = (new double[items], new double[items], new double[items], new double[items]);
        var seen = new Dictionary<int, (long Last, int Times)>();
        for (var user = 0; user < interactions.UserCount; user++)
        {
            seen.Clear();
            var row = interactions.ItemsOf(user);
            var times = interactions.TimesOf(user);
            for (var e = 0; e < row.Length; e++)
            {
                if (!seen.TryGetValue(row[e], out var before))
                {
                    users[row[e]]++;
                    seen[row[e]] = (times[e], 1);
                }
                else if (times[e] > before.Last)
                {
                    // Two at the same moment are one purchase of two, and do not come here.
                    repeaters[row[e]] += before.Times == 1 ? 1 : 0;
                    gaps[row[e]]++;
                    days[row[e]] += (times[e] - before.Last) / MicrosecondsPerDay;
                    seen[row[e]] = (times[e], before.Times + 1);
                }
            }
        }

        var overall = repeaters.Sum() / users.Sum();
        var usual = gaps.Sum() > 0 ? days.Sum() / gaps.Sum() : Horizon.TotalDays;
        var chances = new double[items];
        var typical = new double[items];
        for (var item = 0; item < items; item++)
        {
            chances[item] = users[item] + Shrinkage > 0 ? (repeaters[item] + Shrinkage * overall) / (users[item] + Shrinkage) : 0;
            typical[item] = (days[item] + usual) / (gaps[item] + 1);
        }

        return new RepeatPurchaseModel(interactions.Items, chances, typical, Horizon.TotalDays, Options);
    }
}
