using Kirana.Data.Fitting;
using Kirana.Learn.Binning;
using Kirana.Learn.Trees;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Boosting;

/// <summary>Scores of a table's rows by trees, from the raw values.</summary>
internal static class RawScores
{
    private const int BlockRows = 256;

    /// <summary>Constants plus trees; tree t adds to output t mod K.</summary>
    /// <returns>The scores of all rows for each output.</returns>
    public static double[][] Of(FeatureSource features, double[] constants, IReadOnlyList<Tree> trees, FitContext context)
    {
        var scores = Array.ConvertAll(constants, constant =>
        {
            var own = new double[features.Rows];
            Array.Fill(own, constant);
            return own;
        });
        Add(features, trees, scores, context);
        return scores;
    }

    /// <summary>Adds trees; tree t adds to output t mod K.</summary>
    public static void Add(FeatureSource features, IReadOnlyList<Tree> trees, double[][] scores, FitContext context)
    {
        if (trees.Count == 0)
            return;
        var forest = new FlatForest(trees);
        Blocks.Run(features.Rows, BlockRows, context.Threads, context.Cancellation, (_, start, end) =>
        {
            var (width, count) = (features.Features, end - start);
            var rows = features.ToRowMajor(start, count);
            var sums = new double[count * scores.Length];
            for (var i = 0; i < sums.Length; i++)
                sums[i] = scores[i % scores.Length][start + i / scores.Length];
            forest.Add(rows, width, sums, scores.Length);
            for (var i = 0; i < sums.Length; i++)
                scores[i % scores.Length][start + i / scores.Length] = sums[i];
        });
    }
}
