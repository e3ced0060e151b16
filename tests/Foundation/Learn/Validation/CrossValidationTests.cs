using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Boosting;
using Kirana.Learn.Forests;
using Kirana.Learn.Linear;
using Kirana.Learn.Resampling;
using Kirana.Learn.SupportVectors;
using Kirana.Learn.Trees;
using Kirana.Learn.Validation;
using Kirana.Numerics.Statistics;
using static Kirana.Tests.Foundation.Learn.Validation.ValidationGolden;

namespace Kirana.Tests.Foundation.Learn.Validation;

public sealed class CrossValidationTests
{
    private static readonly FitContext s_context = new() { Threads = 2, Seed = 4 };

    [Theory]
    [InlineData(null)]
    [InlineData("g")]
    [InlineData("mixed")]
    [InlineData("when")]
    public void No_model_sees_a_row_it_is_asked_about_nor_one_it_is_stopped_by(string? role)
    {
        var (watcher, data) = (new Watcher(), Tables.Numbered(100, role));
        var found = new CrossValidation { Folds = 4, ValidationShare = 0.25 }.Run(watcher, data, s_context);

        var (isSorted, isTimed) = (role is "g", role is "when");
        Assert.Equal(4, watcher.Fits.Count);
        foreach (var fold in found.Folds)
        {
            var held = fold.Predictions.Rows.ToArray();
            // Its model says how many rows it was fitted to, which names the fit where parts differ in size, and else all of them will do.
            var fits = watcher.Fits.Where(fit => fit.Fitted.Length == (int)fold.Predictions.Values[0] && !fit.Fitted.Concat(fit.Validation).Intersect(held).Any()).ToList();
            var fit = Assert.Single(fits, fit => fit.Fitted.Length + fit.Validation.Length == fold.TrainingRows);
            Assert.NotEmpty(fit.Validation);
            Assert.Empty(fit.Fitted.Intersect(fit.Validation));
            if (role is "g" or "mixed")
                Assert.Empty(Groups(fit.Fitted).Intersect(Groups(fit.Validation)).Concat(Groups(held).Intersect(Groups(fit.Validation.Concat(fit.Fitted)))));
            if (isTimed)
                Assert.True(fit.Fitted.Max() / 2 < fit.Validation.Min() / 2 && fit.Validation.Max() / 2 < held.Min() / 2);
        }

        // Rankers need groups that lie side by side; others must not stumble over those that do not.
        Assert.All(watcher.Fits, fit => Assert.Equal(isSorted, fit.HasGroup));
        Assert.Equal(isTimed ? Enumerable.Range(20, 80) : Enumerable.Range(0, 100), found.Predictions.Rows.ToArray());

        IEnumerable<double> Groups(IEnumerable<int> rows) => rows.Select(row => data.Table.Numbers(role!)[row]).Distinct();
    }

    [Fact]
    public void Predictions_are_those_of_fits_made_by_hand()
    {
        var data = Tables.Of(120, classes: 2);
        var tree = new DecisionTree { MaxDepth = 3 };
        var found = new CrossValidation { KeepsModels = true }.Run(tree, data, s_context);
        foreach (var (fold, at) in Folds.Of(data, 5, seed: 4).Select((fold, at) => (fold, at)))
        {
            var model = tree.Fit(data.Take(fold.Train), s_context);
            var own = new float[fold.Held.Length];
            model.PredictProbability(model.Encode(data.Table.Take(fold.Held)), own);
            Assert.Equal(fold.Held, found.Folds[at].Predictions.Rows.ToArray());
            Assert.Equal(Array.ConvertAll(own, probability => (double)probability), found.Folds[at].Predictions.Values.ToArray());
            Assert.Equal(own, Probabilities(found.Models[at], data.Take(fold.Held)));
            Assert.Equal(Scoring.RocArea.Of(found.Folds[at].Predictions), found[Scoring.RocArea].PerFold[at]);
        }

        Assert.Equal(8, found.Scores.Count);
        Assert.Equal(Scoring.LogLoss.Of(found.Predictions), found[Scoring.LogLoss].Pooled.Estimate);
        Assert.InRange(found[Scoring.RocArea].Pooled.Estimate, found[Scoring.RocArea].Pooled.Lower, found[Scoring.RocArea].Pooled.Upper);
        Assert.True(found[Scoring.RocArea].Pooled.Lower > 0.5);
        Assert.Throws<ArgumentException>(() => found[Scoring.RootMeanSquare]);
        Assert.Contains("the target is a class", Assert.Throws<ArgumentException>(() => found.Estimate(Scoring.RootMeanSquare)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Same_bytes_at_any_number_of_threads()
    {
        var data = Tables.Of(300, classes: 3);
        foreach (var learner in new IEstimator<ITableModel>[] { new GradientBoosting { Trees = 5 }, new RandomForest { Trees = 5 } })
            foreach (var options in new[] { new CrossValidation { Folds = 3, Repeats = 2, ValidationShare = 0.2, Resamples = 5 }, new CrossValidation { Folds = 3, ShareBins = false, Resamples = 5 } })
            {
                var first = options.Run(learner, data, s_context with { Threads = 1 });
                foreach (var (threads, side) in new[] { (2, true), (4, true), (4, false) })
                {
                    var other = (options with { SideBySide = side }).Run(learner, data, s_context with { Threads = threads });
                    Assert.Equal(first.Repeats.SelectMany(own => own.Values.ToArray()), other.Repeats.SelectMany(own => own.Values.ToArray()));
                    Assert.Equal(first.Scores.Select(own => (own.Pooled, own.OverFolds)), other.Scores.Select(own => (own.Pooled, own.OverFolds)));
                }
            }
    }

    [Fact]
    public void Fits_made_one_by_one_in_any_order_give_the_same_result()
    {
        var (data, learner) = (Tables.Of(200, classes: 2), new GradientBoosting { Trees = 5 });
        var options = new CrossValidation { Folds = 3, Repeats = 2, ValidationShare = 0.2, ShareBins = false, Scores = [Scoring.RocArea], Resamples = 5 };
        var whole = options.Run(learner, data, s_context);
        var run = options.Begin(learner, data, s_context);
        Assert.Equal(6, run.Count);
        foreach (var unit in new[] { 4, 0, 5, 2, 1 })
            run.Fit(unit, threads: 1 + unit % 2);
        Assert.False(run.IsWhole);
        Assert.Contains("1 of 6 fits", Assert.Throws<InvalidOperationException>(run.Finish).Message, StringComparison.Ordinal);
        run.Fit(3);
        Assert.True(run.IsWhole);
        Assert.Equal(whole.Repeats.SelectMany(own => own.Values.ToArray()), run.Finish().Repeats.SelectMany(own => own.Values.ToArray()));
        Assert.Equal(whole[Scoring.RocArea].Pooled, run.Finish()[Scoring.RocArea].Pooled);
    }

    [Fact]
    public void Predictions_of_the_same_rows_are_compared_pair_by_pair()
    {
        var data = Tables.Of(300, classes: 2);
        var (good, poor) = (new CrossValidation { Resamples = 5 }.Run(new GradientBoosting { Trees = 20 }, data, s_context).Predictions, new CrossValidation { Resamples = 5 }.Run(new DecisionTree { MaxDepth = 1 }, data, s_context).Predictions);
        foreach (var score in new[] { Scoring.RocArea, Scoring.Accuracy })
        {
            var difference = PairedComparison.OverRows(good, poor, score);
            Assert.Equal(score.Of(good) - score.Of(poor), difference.Estimate, 1e-12);
            Assert.InRange(difference.Estimate, difference.Lower, difference.Upper);
            Assert.Equal(0, PairedComparison.OverRows(good, good.With(good.Values.ToArray(), areProbabilities: true), score).Estimate, 1e-12);
        }

        Assert.Throws<ArgumentException>(() => PairedComparison.OverRows(good, poor.Take([0, 1, 2]), Scoring.Accuracy));
        Assert.Throws<ArgumentException>(() => good.With([0.5], areProbabilities: true));
    }

    [Fact]
    public void Repeats_part_the_rows_anew_and_their_scores_are_averaged()
    {
        var found = new CrossValidation { Repeats = 3, Scores = [Scoring.MeanAbsolute] }.Run(new LinearRegression(), Tables.Of(60).Numbers(), s_context);
        Assert.Equal(15, found.Folds.Count);
        Assert.Equal(3, found.Folds.Where(fold => fold.Fold == 0).Select(fold => string.Join(' ', fold.Predictions.Rows.ToArray())).Distinct().Count());
        var estimate = Assert.Single(found.Scores);
        Near(found.Repeats.Average(repeat => Scoring.MeanAbsolute.Of(repeat)), estimate.Pooled.Estimate);
        Near(estimate.PerFold.Average(), estimate.OverFolds.Estimate);
        Assert.Contains("by time", Assert.Throws<ArgumentException>(() => new CrossValidation { Repeats = 2 }.Run(new Watcher(), Tables.Numbered(100, "when"), s_context)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_of_one_row_is_judged_by_a_model_that_never_saw_it()
    {
        var codes = Enumerable.Range(0, 60).Select(i => i == 17 ? 2 : i % 2).ToArray();
        var data = new TabularData(new Table([
            new NumberColumn("x", [.. codes.Select((code, i) => code + (i % 5 / 4.0))]), new CategoryColumn("y", codes, ["b", "a", "rare"])]), "y");
        foreach (var learner in new IEstimator<ITableModel>[] { new GradientBoosting { Trees = 5 }, new DecisionTree(), new RandomForest { Trees = 5 }, new LogisticRegression { Penalty = 0.1 } })
        {
            var found = new CrossValidation { Resamples = 20 }.Run(learner, data, s_context);
            Assert.Equal(["a", "b", "rare"], found.Predictions.Labels);
            Assert.InRange(found.Predictions.Values[17 * 3 + 2], 0, 0.05);
            Assert.True(double.IsFinite(found[Scoring.LogLoss].Pooled.Estimate));
            Assert.Contains("'rare' has 1 rows", Assert.Single(found.Warnings), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Folds_of_one_class_and_groups_larger_than_a_fold_are_borne()
    {
        // Grouped by class: each training part is of one class, and no area is known.
        var groups = Enumerable.Range(0, 40).Select(i => i < 30 ? 0.0 : 1).ToArray();
        var data = new TabularData(new Table([
            new NumberColumn("x", groups), new NumberColumn("g", groups), new CategoryColumn("y", [.. groups.Select(g => (int)g)], ["no", "yes"])]), "y", group: "g");
        var found = new CrossValidation { Folds = 2, Resamples = 20 }.Run(new DecisionTree(), data, s_context);
        Assert.Equal([10, 30], found.Folds.Select(fold => fold.Predictions.Count).Order());
        Assert.True(double.IsNaN(found[Scoring.RocArea].OverFolds.Estimate));
        Assert.Equal(0, found[Scoring.Accuracy].Pooled.Estimate);
        Assert.Equal(1, found[Scoring.Accuracy].Pooled.Upper - found[Scoring.Accuracy].Pooled.Lower + 1);
        Assert.Equal("too-few-rows", Assert.Throws<DataException>(() => new CrossValidation { Folds = 3 }.Run(new DecisionTree(), data, s_context)).Code);
    }

    [Fact]
    public void Machines_are_judged_by_their_decisions()
    {
        var found = new CrossValidation { Folds = 3, Resamples = 20 }.Run(new SupportVectorClassifier(), Tables.Of(90, classes: 2).Numbers(), s_context);
        Assert.False(found.Predictions.AreProbabilities);
        Assert.DoesNotContain(found.Scores, own => own.Score == Scoring.LogLoss);
        Assert.True(found[Scoring.Accuracy].Pooled.Estimate > 0.6);
        Assert.Contains("decision values", Assert.Throws<ArgumentException>(() => found.Estimate(Scoring.Brier)).Message, StringComparison.Ordinal);
        Assert.True(new CrossValidation { Folds = 3, Resamples = 20 }.Run(new SupportVectorClassifier(), Tables.Of(90, classes: 3).Numbers(), s_context)[Scoring.Accuracy].Pooled.Estimate > 0.4);
        Assert.True(new CrossValidation { Folds = 3, Resamples = 20 }.Run(new SupportVectorRegression(), Tables.Of(90).Numbers(), s_context)[Scoring.Determination].Pooled.Estimate > 0.2);
    }

    [Fact]
    public void Intervals_over_folds_are_Nadeau_and_Bengios()
    {
        var (expected, figures) = (Doubles("corrected"), Doubles("figures"));
        var interval = CorrectedT.Interval([.. figures, double.NaN], 0.25, 0.95);
        Near(expected[0], interval.Estimate);
        Near(expected[1], interval.Lower, 1e-10);
        Near(expected[2], interval.Upper, 1e-10);
        Near(expected[3], CorrectedT.Probability(figures, 0.25), 1e-10);
        Assert.Equal(new Interval(2, double.NaN, double.NaN), CorrectedT.Interval([2], 0.25, 0.95));
    }

    [Fact]
    public void Intervals_hold_the_score_on_endless_rows()
    {
        var endless = Tables.Of(20_000, seed: 99).Numbers();
        var hits = 0;
        for (var trial = 0; trial < 40; trial++)
        {
            var data = Tables.Of(150, seed: (ulong)trial + 500).Numbers();
            var truth = Scoring.MeanAbsolute.Of(RowPredictions.Of(new LinearRegression().Fit(data, s_context), endless));
            var interval = new CrossValidation { Scores = [Scoring.MeanAbsolute] }.Run(new LinearRegression(), data, s_context)[Scoring.MeanAbsolute].Pooled;
            hits += interval.Lower <= truth && truth <= interval.Upper ? 1 : 0;
        }

        // 95 % of 40; fewer than 33 come with a probability of 0.1 %.
        Assert.InRange(hits, 33, 40);
    }

    [Fact]
    public void Weights_count_in_fits_and_scores()
    {
        var data = Tables.Of(80).Numbers();
        var weights = Enumerable.Range(0, 80).Select(i => 1.0 + i % 3).ToArray();
        var weighted = new TabularData(new Table([.. data.Table.Columns, new NumberColumn("w", weights)]), "y", weight: "w");
        var found = new CrossValidation { Resamples = 20 }.Run(new LinearRegression(), weighted, s_context).Predictions;
        var sum = Enumerable.Range(0, 80).Sum(i => weights[i] * Math.Abs(found.Truths[i] - found.Values[i])) / weights.Sum();
        Near(sum, Scoring.MeanAbsolute.Of(found));
        Assert.NotEqual(found.Values.ToArray(), new CrossValidation { Resamples = 20 }.Run(new LinearRegression(), data, s_context).Predictions.Values.ToArray());
    }

    [Fact]
    public void Time_is_the_clocks_and_progress_counts_folds()
    {
        var (clock, told) = (new Ticking(), new List<FitProgress>());
        var found = new CrossValidation { Folds = 3 }.Run(new Watcher(), Tables.Numbered(30), new FitContext { Threads = 1, Clock = clock, Progress = new Told(told) });
        Assert.Equal([1, 2, 3], told.Select(progress => progress.Done));
        Assert.Equal([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)], [found.TrainTime, found.PredictTime]);

        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => new CrossValidation().Run(new Watcher(), Tables.Numbered(30), new FitContext { Cancellation = source.Token }));
    }

    [Fact]
    public void What_cannot_be_judged_is_refused_with_the_reason()
    {
        var data = Tables.Of(40).Numbers();
        var fault = Assert.Throws<ArgumentException>(() => new CrossValidation { Folds = 1, Repeats = 0, ValidationShare = 0.6, Level = 1, Resamples = 0 }.Run(new LinearRegression(), data, s_context));
        foreach (var option in new[] { "Folds is 1", "Repeats is 0", "ValidationShare is 0.6", "Level is 1", "Resamples is 0" })
            Assert.Contains(option, fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new CrossValidation().Run(new LinearRegression(), new TabularData(data.Table), s_context));
        Assert.Throws<ArgumentException>(() => new CrossValidation { Scores = [Scoring.RocArea] }.Run(new LinearRegression(), data, s_context));
        Assert.Equal("too-few-rows", Assert.Throws<DataException>(() => new CrossValidation().Run(new LinearRegression(), data.Take([0, 1, 2]), s_context)).Code);

        // Trained where nothing is missing, asked where something is.
        var model = new LinearRegression().Fit(data, s_context);
        var gaps = new TabularData(new Table([new NumberColumn("x", [1.0, double.NaN]), new NumberColumn("z", [1.0, 1]), new NumberColumn("y", [1.0, 1])]), "y");
        Assert.Equal(("no-prediction", 2), (Assert.Throws<DataException>(() => RowPredictions.Of(model, gaps)) is var missing ? missing.Code : "", (int)missing.Row!));
    }

    private static float[] Probabilities(CartTree model, TabularData data)
    {
        var own = new float[data.RowCount];
        model.PredictProbability(model.Encode(data.Table), own);
        return own;
    }

    private sealed class Ticking : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref _ticks);
    }

    private sealed class Told(List<FitProgress> all) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => all.Add(value);
    }
}
