using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Searching;
using Kirana.Learn.Validation;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Searching;

public sealed class NestedTests
{
    private const int Rows = 40;
    private const int Columns = 12;
    private const int Seeds = 50;

    [Fact]
    public void On_noise_nested_folds_and_an_untouched_part_promise_nothing_while_the_search_does()
    {
        var (naive, nested, untouched, corrected) = (new double[Seeds], new double[Seeds], new double[Seeds], new double[Seeds]);
        var search = new Search { Method = new GridSearch { Steps = 2 }, Trials = Columns, Score = Scoring.RocArea, Validation = new() { Folds = 4, Resamples = 1, Scores = [Scoring.RocArea] } };
        var space = Space.Of(new OneColumn()).Choice([.. Enumerable.Range(0, Columns)], (l, v) => l with { Column = v });
        for (var seed = 0; seed < Seeds; seed++)
        {
            var (data, context) = (Noise((ulong)seed + 1), new FitContext { Threads = 2, Seed = (ulong)seed + 1 });
            var found = search.Run(space, data, context);
            (naive[seed], corrected[seed]) = (found.BestTrial.Mean, found.BestTrial.Mean - found.Optimism);
            nested[seed] = new NestedCrossValidation { Search = search, Outer = new() { Folds = 4, Resamples = 1 } }.Run(space, data, context).Kept;
            var (training, test) = UntouchedTest.Cut(data, 0.4, seed: context.Seed);
            untouched[seed] = test.Read(search.Over(space).Fit(training, context), [Scoring.RocArea], resamples: 1).Scores[0].Interval.Estimate;
        }

        var (seen, kept, read) = (CorrectedT.Interval(naive, 0, 0.95), CorrectedT.Interval(nested, 0, 0.95), CorrectedT.Interval(untouched, 0, 0.95));
        Assert.True(seen.Lower > 0.62, $"{seen}");
        Assert.True(kept.Lower < 0.5 && kept.Upper > 0.5 && kept.Upper - kept.Lower < 0.08, $"{kept}");
        Assert.True(read.Lower < 0.5 && read.Upper > 0.5 && read.Upper - read.Lower < 0.1, $"{read}");
        Assert.True(Math.Abs(corrected.Average() - 0.5) < Math.Abs(naive.Average() - 0.5), $"{corrected.Average()}");
    }

    [Fact]
    public void Each_outer_fold_tells_what_it_found()
    {
        var data = Noise(7);
        var space = Space.Of(new OneColumn()).Choice([.. Enumerable.Range(0, Columns)], (l, v) => l with { Column = v });
        var search = new Search { Method = new RandomSearch(), Trials = 5, Score = Scoring.RocArea, Validation = new() { Folds = 2, Resamples = 1 } };
        var found = new NestedCrossValidation { Search = search, Outer = new() { Folds = 3, Resamples = 1 } }.Run(space, data, new FitContext { Seed = 4 });
        Assert.Equal(3, found.Searches.Count);
        for (var fold = 0; fold < 3; fold++)
            Assert.Equal($"c{found.Searches[fold].Best.Column}", found.Validated.Models[fold].Schema.Columns[0].Name);
        Assert.Equal(found.Searches.Average(own => own.BestTrial.Mean), found.Promised);
        Assert.Equal(found.Validated[Scoring.RocArea].OverFolds.Estimate, found.Kept);
        // The same fits, one by one.
        var run = new NestedCrossValidation { Search = search, Outer = new() { Folds = 3, Resamples = 1 } }.Begin(space, data, new FitContext { Seed = 4 });
        foreach (var fold in new[] { 2, 0, 1 })
            run.Fit(fold);
        Assert.True(run is { IsWhole: true, Count: 3 });
        Assert.Equal(found.Searches.Select(own => own.BestTrial.Mean), run.Finish().Searches.Select(own => own.BestTrial.Mean));
        // The same as the cross-validation of a learner that searches.
        var plain = new CrossValidation { Folds = 3, Resamples = 1 }.Run(search.Over(space), data, new FitContext { Seed = 4 });
        Assert.Equal(plain.Predictions.Values.ToArray(), found.Validated.Predictions.Values.ToArray());
    }

    private static TabularData Noise(ulong seed)
    {
        var random = new RandomStream(seed);
        double[] Column() => [.. Enumerable.Range(0, Rows).Select(_ => random.NextGaussian())];
        return new TabularData(new Table([
            .. Enumerable.Range(0, Columns).Select(c => new NumberColumn($"c{c}", Column())),
            new CategoryColumn("y", [.. Enumerable.Range(0, Rows).Select(i => i % 2)], ["no", "yes"])]), "y");
    }
}
