using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend.Options;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Popularity;

/// <summary>Learns the same list for everybody: the items most users dealt with. The baseline every other learner must beat; of items
/// nobody dealt with it says nothing.</summary>
public sealed record Popular : IRecommenderLearner
{
    /// <inheritdoc/>
    public string Name => "popular";

    /// <summary>What is counted; distinct users by default.</summary>
    public PopularityMeasure Measure { get; init; } = PopularityMeasure.Users;

    /// <inheritdoc/>
    public string Options => Table.Write(this);

    /// <summary>The options by name.</summary>
    internal static OptionTable<Popular> Table { get; } = new OptionTable<Popular>()
        .Choice("measure", learner => learner.Measure, (learner, value) => learner with { Measure = value });

    /// <inheritdoc/>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        new OptionFaults().Require(Enum.IsDefined(Measure), Measure, "a defined measure").ThrowIfAny(Name);
        context.Cancellation.ThrowIfCancellationRequested();
        var users = SparseRows.Merged(interactions);
        var sums = new double[interactions.ItemCount];
        for (var user = 0; user < users.RowCount; user++)
        {
            var items = users.ColumnsOf(user);
            var weights = users.ValuesOf(user);
            for (var i = 0; i < items.Length; i++)
                sums[items[i]] += Measure == PopularityMeasure.Users ? 1 : weights[i];
        }

        return new PopularityModel(Name, "popular", interactions.Items, Array.ConvertAll(sums, sum => sum == 0 ? float.NegativeInfinity : (float)sum), Options);
    }
}
