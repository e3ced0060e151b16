namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>The likeliest parameters of several forms of several series.</summary>
/// <remarks>
/// The likelihood may have several hills, so every form is begun at several points. Where forms compete, all searches first run a few
/// rounds; then those go on that may still win: within a form the ones near its best, and of the forms those whose criterion is near the
/// least. On the first 40 series of a monthly competition that costs a third of following every search to its end, and the chosen
/// criterion is 0.2 worse on average, still 10.6 better than a simplex's.
/// </remarks>
internal static class MaximumLikelihood
{
    private const int FirstRounds = 6;
    private const int MostRounds = 150;
    private const double NearInLikelihood = 1;
    private const double NearInCriterion = 20;

    /// <summary>Finds them, eight searches side by side.</summary>
    /// <param name="cases">The series.</param>
    /// <param name="cancellation">Ends the searches early.</param>
    /// <param name="scalar">Whether to compute lane after lane; the result is the same.</param>
    /// <returns>For each case the best of each of its forms that was followed to the end.</returns>
    public static FittedForm[][] Fit(IReadOnlyList<LikelihoodCase> cases, CancellationToken cancellation, bool scalar = false)
    {
        var tasks = new LaneTask[cases.Count][];
        for (var i = 0; i < tasks.Length; i++)
            tasks[i] = Tasks(cases[i]);
        Search(cases, tasks, FirstRounds, cancellation, scalar);
        for (var i = 0; i < tasks.Length; i++)
            if (cases[i].Forms.Count > 1)
                tasks[i] = Promising(tasks[i], cases[i]);
        Search(cases, Array.ConvertAll(tasks, all => Array.FindAll(all, task => task.IsOpen)), MostRounds, cancellation, scalar);
        return Array.ConvertAll(tasks, Best);
    }

    private static LaneTask[] Tasks(LikelihoodCase one) =>
        one.Start is not null
            ? [new LaneTask(one.Values, one.Forms[0], one.Start)]
            : [.. from form in one.Forms
                  from start in StartingWeights.All
                  select new LaneTask(one.Values, form, StartingPoint.Of(one.Values, form, one.Season, start))];

    private static LaneTask[] Promising(LaneTask[] tasks, LikelihoodCase one)
    {
        var limit = tasks.Min(task => Criterion(task, one.Season)) + NearInCriterion;
        return
        [
            .. tasks.GroupBy(task => task.Form)
                .SelectMany(form => form.Where(task => task.Objective <= form.Min(other => other.Objective) + NearInLikelihood))
                .Where(task => Criterion(task, one.Season) <= limit),
        ];
    }

    private static double Criterion(LaneTask task, int season) =>
        InformationCriterion.Corrected(task.Objective, task.Form.Parameters(season), task.Values.Length);

    private static void Search(IReadOnlyList<LikelihoodCase> cases, LaneTask[][] tasks, int rounds, CancellationToken cancellation, bool scalar)
    {
        // A search holds series of one season. Those of similar length end together.
        var order = Enumerable.Range(0, tasks.Length).OrderByDescending(i => cases[i].Values.Length).ToArray();
        foreach (var kind in Enum.GetValues<SeasonKind>())
        {
            foreach (var group in order.GroupBy(i => kind == SeasonKind.None ? 1 : cases[i].Season))
            {
                var queue = group.SelectMany(i => tasks[i]).Where(task => task.Form.Season == kind).ToArray();
                LaneSearch.Run(queue, group.Key, kind == SeasonKind.Multiplicative, rounds, cancellation, scalar);
            }
        }
    }

    /// <summary>Of each form the best search, the first where several ended alike.</summary>
    private static FittedForm[] Best(LaneTask[] tasks) =>
        [.. tasks.GroupBy(task => task.Form).Select(form => form.MinBy(task => task.Objective)!)
            .Select(task => new FittedForm(task.Form, task.Objective, task.Point))];
}
