namespace Kirana.Learn.Searching;

/// <summary>Every combination of some values of each dimension: to see a surface of one or two, or a list of few values whole.</summary>
/// <remarks>Where there are more combinations than trials, those tried are a random part of them.</remarks>
public sealed record GridSearch : SearchMethod
{
    /// <summary>The values of a dimension of numbers, the ends among them, at least 2; 5 by default. Lists of fewer values are taken whole.</summary>
    public int Steps { get; init; } = 5;

    internal override IEnumerable<string> Faults() => Steps < 2 ? [$"{nameof(Steps)} is {Steps}; expected at least 2"] : [];

    internal override void Run(SearchTrials trials)
    {
        int[] sizes = [.. trials.Levels.Zip(trials.AreChoices, (levels, isChoice) => levels == 0 ? Steps : isChoice ? levels : Math.Min(levels, Steps))];
        var all = sizes.Aggregate(1L, (product, size) => product > int.MaxValue ? product : product * size);
        if (all <= trials.Left)
        {
            for (var at = 0; at < all; at++)
                trials.Loss(PointOf(at, sizes, trials));
            return;
        }

        var seen = new HashSet<long>();
        while (trials.Left > 0)
        {
            var own = 0L;
            foreach (var size in sizes)
                own = own * size + trials.Random.Next(size);
            if (seen.Add(own))
                trials.Loss(PointOf(own, sizes, trials));
        }
    }

    private static double[] PointOf(long at, int[] sizes, SearchTrials trials)
    {
        var point = new double[sizes.Length];
        for (var d = sizes.Length - 1; d >= 0; d--)
        {
            var step = at % sizes[d];
            at /= sizes[d];
            // All of a list, or numbers from end to end.
            point[d] = trials.Levels[d] == sizes[d] ? (step + 0.5) / sizes[d] : (double)step / (sizes[d] - 1);
        }

        return trials.Snapped(point);
    }
}
