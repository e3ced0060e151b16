namespace Kirana.Learn.Searching;

/// <summary>Many points with little, the best of them with more, and so on until the last have everything: for learners whose first rounds, or few rows,
/// tell much of the rest.</summary>
/// <remarks>Jamieson and Talwalkar, AISTATS 2016; by <see cref="Brackets"/> above 1 as in Hyperband (Li et al., JMLR 18, 2018), where each bracket begins with fewer
/// points and more for each. The resource is <see cref="Space{TLearner}.WithResource"/>, else training rows of each fold. Every step counts as a trial.</remarks>
public sealed record SuccessiveHalving : SearchMethod
{
    /// <summary>η: one of so many goes on, at least 2; 3 by default.</summary>
    public int Factor { get; init; } = 3;

    /// <summary>How many times it begins, each time with η times more for fewer points, at least 1; 1 by default.</summary>
    public int Brackets { get; init; } = 1;

    /// <summary>The share of the training rows to begin with where rows are the resource, above 0 up to 1; 1/9 by default.</summary>
    public double LeastRows { get; init; } = 1.0 / 9;

    internal override IEnumerable<string> Faults()
    {
        if (Factor < 2)
            yield return $"{nameof(Factor)} is {Factor}; expected at least 2";
        if (Brackets < 1)
            yield return $"{nameof(Brackets)} is {Brackets}; expected at least 1";
        if (!(LeastRows is > 0 and <= 1))
            yield return $"{nameof(LeastRows)} is {LeastRows}; expected a number above 0 up to 1";
    }

    internal override void Run(SearchTrials trials)
    {
        var rungs = 0;
        for (var share = 1.0; share / Factor >= trials.LeastShare * (1 - 1e-9); share /= Factor)
            rungs++;
        for (var bracket = 0; bracket < Brackets && trials.Left > 0; bracket++)
        {
            var own = Math.Max(0, rungs - bracket);
            Halve(trials, own, trials.Left / (Brackets - bracket));
        }

        // What division left over.
        while (trials.Left > 0)
            trials.Loss(trials.Anywhere());
    }

    /// <summary>Begins with as many points as so many trials allow.</summary>
    private void Halve(SearchTrials trials, int rungs, int most)
    {
        var count = 1;
        while (Cost(count + 1, rungs) <= most)
            count++;
        var points = new double[count][];
        for (var i = 0; i < count; i++)
            points[i] = trials.Anywhere();
        for (var rung = rungs; trials.Left > 0; rung--)
        {
            var share = 1.0;
            for (var step = 0; step < rung; step++)
                share /= Factor;
            var losses = new double[points.Length];
            for (var i = 0; i < points.Length && trials.Left > 0; i++)
                losses[i] = trials.Loss(points[i], share);
            if (rung == 0)
                return;
            // Sorting is stable: of equal losses the earlier point goes on.
            points = [.. points.Zip(losses).OrderBy(pair => pair.Second).Take(Math.Max(1, points.Length / Factor)).Select(pair => pair.First)];
        }
    }

    private long Cost(int count, int rungs)
    {
        var cost = 0L;
        for (var rung = 0; rung <= rungs; rung++, count = Math.Max(1, count / Factor))
            cost += count;
        return cost;
    }
}
