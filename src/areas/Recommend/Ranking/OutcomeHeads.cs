using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Learn.Boosting;
using Kirana.Learn.Calibration;
using Kirana.Learn.Objectives;
using Kirana.Recommend.Options;

namespace Kirana.Recommend.Ranking;

/// <summary>Learns how likely a listed item is clicked, put into the cart and bought, by one forest whose rows are put into bins once.</summary>
/// <remarks>
/// <para>Stages are ordered, so the furthest one reached is one of up to four classes, and boosted trees with multinomial loss learn all at once; the
/// chance of a stage is the sum of its class and those beyond, which never makes a purchase likelier than a click.</para>
/// <para>Trees learn from the earlier rows. On the later ones the log-odds of each stage are calibrated by Platt's map (Platt,
/// "Probabilistic outputs for support vector machines", 1999): a model that is sure of the past is mostly too sure of what comes. How much too
/// sure, the slope, is a matter of how such trees learn; so trees of all rows are served under the same slopes, and the level of each stage is that of the later rows.</para>
/// </remarks>
public sealed record OutcomeHeads
{
    /// <summary>The code of the error that nothing came of any row, or of each.</summary>
    public const string NoOutcomes = "no-outcomes";

    private const int LevelSteps = 40;
    private const double FarthestLevel = 30;

    /// <summary>How classes are learnt; 25 rounds of trees of 15 leaves at a rate of 0.15 by default. The objective is always multinomial.</summary>
    public GradientBoosting Trees { get; init; } = new() { Trees = 25, Leaves = 15, LearningRate = 0.15, MinRowsPerLeaf = 50 };

    /// <summary>The share of the latest rows that probabilities are calibrated on by trees of the others, between 0 and 1; 0.25 by default.</summary>
    public double CalibrationShare { get; init; } = 0.25;

    /// <summary>Learns.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="context">Seed, threads, cancellation.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="DataException"><see cref="NoOutcomes"/>: the earlier rows are all of one stage.</exception>
    public OutcomeModel Fit(OutcomeRows rows, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(context);
        new OptionFaults().Require(CalibrationShare is > 0 and < 1, CalibrationShare, "between 0 and 1").ThrowIfAny(nameof(OutcomeHeads));
        var (earlier, later) = rows.PartedByTime(CalibrationShare);
        int[] stages = [.. earlier.Select(row => (int)rows.StageOf(row)).Distinct().Order()];
        if (stages.Length < 2 || stages[0] != 0)
            throw new DataException($"{earlier.Length} rows to learn outcomes from hold {stages.Length} kinds of outcome.")
            {
                Code = NoOutcomes, Hint = "Give rows of what was shown, of some of which something came and of some nothing.",
            };
        // A stage that the earlier rows lack counts as the one before it.
        var classOf = new int[(int)OutcomeStage.Purchase + 1];
        for (var stage = 0; stage < classOf.Length; stage++)
            classOf[stage] = Array.FindLastIndex(stages, known => known <= stage);
        var uncalibrated = Enumerable.Repeat(new PlattCalibration(1, 0), OutcomeModel.Heads).ToArray();
        var slopes = Calibrated(new OutcomeModel(Grown(earlier), stages, uncalibrated), rows, later);
        var trees = Grown([.. earlier.Concat(later).Order()]);
        return new OutcomeModel(trees, stages, Levelled(new OutcomeModel(trees, stages, uncalibrated), slopes, rows, later));

        BoostedTrees Grown(int[] some) =>
            (Trees with { Objective = Objective.Softmax(stages.Length) }).Fit(rows.ToData(some, classOf), context with { Progress = null, Validation = null });
    }

    private static PlattCalibration[] Calibrated(OutcomeModel model, OutcomeRows rows, int[] later)
    {
        var odds = OddsOf(model, rows, later);
        var (weights, maps) = (Array.ConvertAll(later, rows.WeightOf), new PlattCalibration[OutcomeModel.Heads]);
        for (var head = 0; head < maps.Length; head++)
        {
            var reached = Reached(rows, later, head);
            // Where the later rows know one class only, there is nothing to calibrate by.
            maps[head] = reached.Distinct().Count() < 2 ? new PlattCalibration(1, 0) : PlattCalibration.Fit(reached, odds[head], weights);
        }

        return maps;
    }

    /// <summary>Maps of the same slopes that say in the mean of the later rows what came of them: else a level that moved would count twice, in the trees
    /// that know of it and in a map that does not know they do.</summary>
    private static PlattCalibration[] Levelled(OutcomeModel model, PlattCalibration[] maps, OutcomeRows rows, int[] later)
    {
        var (odds, weights, total) = (OddsOf(model, rows, later), Array.ConvertAll(later, rows.WeightOf), 0.0);
        foreach (var weight in weights)
            total += weight;
        return [.. maps.Select((map, head) =>
        {
            var (reached, came) = (Reached(rows, later, head), 0.0);
            for (var i = 0; i < reached.Length; i++)
                came += reached[i] * weights[i];
            if (came <= 0 || came >= total)
                return map;
            var (low, high) = (-FarthestLevel, FarthestLevel);
            for (var step = 0; step < LevelSteps; step++)
            {
                var level = map with { Intercept = (low + high) / 2 };
                var said = 0.0;
                for (var i = 0; i < weights.Length; i++)
                    said += weights[i] * level.Probability(odds[head][i]);
                (low, high) = said < came ? (level.Intercept, high) : (low, level.Intercept);
            }

            return map with { Intercept = (low + high) / 2 };
        })];
    }

    /// <summary>The log-odds of every head for some rows.</summary>
    private static double[][] OddsOf(OutcomeModel model, OutcomeRows rows, int[] some)
    {
        var odds = new double[OutcomeModel.Heads][];
        for (var head = 0; head < odds.Length; head++)
            odds[head] = new double[some.Length];
        var one = new OutcomeChances[1];
        for (var i = 0; i < some.Length; i++)
        {
            model.Predict(rows.FeaturesOf(some[i]), one);
            (odds[0][i], odds[1][i], odds[2][i]) = (OutcomeModel.LogOdds(one[0].Click), OutcomeModel.LogOdds(one[0].Cart), OutcomeModel.LogOdds(one[0].Purchase));
        }

        return odds;
    }

    private static float[] Reached(OutcomeRows rows, int[] some, int head) => Array.ConvertAll(some, row => (int)rows.StageOf(row) > head ? 1f : 0f);
}
