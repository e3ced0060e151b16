namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>The likeliest parameters of several forms of several series.</summary>
/// <remarks>
/// The likelihood may have several hills, so every form is begun at several points. Where forms compete, all searches first run a few
/// rounds; then those go on that may still win: within a form the ones near its best, and of the forms those whose criterion is near the
/// least. At last the other searches of the form that won go on too, so that its likelihood is as high as if it had been asked for: of
/// the first 40 series of a monthly competition that moved 2, and the criterion by 0.2 on average.
/// </remarks>
internal static class MaximumLikelihood
{
    private const int FirstRounds = 6;
    private const int MostRounds = 150;
    private const double NearInLikelihood = 1;

    // A search that begins near its end may trust its first step, and need not gain what no forecast shows; without a season a round more costs little.
    private const double WarmRaise = 1e-6;
    private const double WarmNegligible = 1e-3;
    private const double WarmNegligibleWithoutSeason = 2e-4;

    private const double NearInCriterion = 20;

    /// <summary>Goes on from a point near the likeliest parameters of one form of each series.</summary>
    /// <param name="cases">The series, each with its point.</param>
    /// <param name="cancellation">Ends the searches early.</param>
    /// <returns>For each case where its search ended.</returns>
    public static FittedForm[] Continue(IReadOnlyList<LikelihoodCase> cases, CancellationToken cancellation)
    {
        var tasks = new LaneTask[cases.Count][];
        for (var i = 0; i < tasks.Length; i++)
        {
            var form = cases[i].Forms[0];
            tasks[i] =
            [
                new LaneTask(cases[i].Values, form, cases[i].Start!)
                {
                    Raise = WarmRaise, Negligible = form.Season == SeasonKind.None ? WarmNegligibleWithoutSeason : WarmNegligible,
                },
            ];
        }

        Search(cases, tasks, MostRounds, cancellation, scalar: false);
        return Array.ConvertAll(tasks, task => new FittedForm(task[0].Form, task[0].Objective, task[0].Point));
    }

    /// <summary>Finds them, eight searches side by side.</summary>
    /// <param name="cases">The series.</param>
    /// <param name="cancellation">Ends the searches early.</param>
    /// <param name="scalar">Whether to compute lane after lane; the result is the same.</param>
    /// <returns>For each case the best of each of its forms that was followed to the end.</returns>
    public static FittedForm[][] Fit(IReadOnlyList<LikelihoodCase> cases, CancellationToken cancellation, bool scalar = false)
    {
        var all = new LaneTask[cases.Count][];
        for (var i = 0; i < all.Length; i++)
            all[i] = Tasks(cases[i]);
        Search(cases, all, FirstRounds, cancellation, scalar);
        var promising = new LaneTask[all.Length][];
        for (var i = 0; i < all.Length; i++)
            promising[i] = cases[i].Forms.Count > 1 ? Promising(all[i], cases[i]) : all[i];
        Search(cases, Open(promising), MostRounds, cancellation, scalar);

        // The form is chosen; its other starting points may yet lead higher.
        var last = new LaneTask[all.Length][];
        for (var i = 0; i < all.Length; i++)
            last[i] = cases[i].Forms.Count > 1 ? [.. promising[i], .. Others(all[i], promising[i], cases[i].Season)] : promising[i];
        Search(cases, Open(last), MostRounds, cancellation, scalar);
        return Array.ConvertAll(last, Best);
    }

    private static LaneTask[] Tasks(LikelihoodCase one) =>
    [
        .. from form in one.Forms
           from start in StartingWeights.All
           select new LaneTask(one.Values, form, StartingPoint.Of(one.Values, form, one.Season, start)),
    ];

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

    /// <summary>The searches of the chosen form that were given up.</summary>
    private static IEnumerable<LaneTask> Others(LaneTask[] all, LaneTask[] followed, int season)
    {
        var chosen = followed.MinBy(task => Criterion(task, season))?.Form;
        return all.Where(task => task.Form == chosen && !followed.Contains(task));
    }

    private static LaneTask[][] Open(LaneTask[][] tasks) => Array.ConvertAll(tasks, some => Array.FindAll(some, task => task.IsOpen));

    private static double Criterion(LaneTask task, int season) =>
        InformationCriterion.Corrected(task.Objective, task.Form.Parameters(season), task.Values.Length);

    private static void Search(IReadOnlyList<LikelihoodCase> cases, LaneTask[][] tasks, int rounds, CancellationToken cancellation, bool scalar)
    {
        if (tasks is [[var alone]])
        {
            LaneSearch.Run([alone], alone.Form.Season == SeasonKind.None ? 1 : cases[0].Season, alone.Form.Season == SeasonKind.Multiplicative, rounds, cancellation, scalar);
            return;
        }

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
