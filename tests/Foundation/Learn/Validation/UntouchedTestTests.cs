using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Linear;
using Kirana.Learn.Resampling;
using Kirana.Learn.Validation;

namespace Kirana.Tests.Foundation.Learn.Validation;

public sealed class UntouchedTestTests
{
    [Fact]
    public void The_score_is_read_once()
    {
        var (training, test) = UntouchedTest.Cut(Tables.Of(100).Numbers());
        Assert.Equal((80, 20, false), (training.RowCount, test.RowCount, test.IsRead));
        var model = new LinearRegression().Fit(training, FitContext.Default);
        // What tells nothing is no reading.
        Assert.Throws<ArgumentException>(() => test.Read(model, [Scoring.RocArea]));
        Assert.False(test.IsRead);

        var reading = test.Read(model);
        Assert.Equal(["RMSE", "MAE", "R²"], reading.Scores.Select(own => own.Score.Name));
        Assert.Equal(Scoring.RootMeanSquare.Of(reading.Predictions), reading.Scores[0].Interval.Estimate);
        Assert.True(test.IsRead);
        Assert.Contains("has been read before", Assert.Throws<InvalidOperationException>(() => test.Read(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_put_aside_as_the_table_needs_it()
    {
        var classes = Tables.Of(90, classes: 2);
        var all = Enumerable.Range(0, 90).CountBy(row => ((CategoryColumn)classes.Target!)[row]!);
        var kept = (CategoryColumn)UntouchedTest.Cut(classes, 1 / 3.0).Training.Target!;
        foreach (var (label, count) in all)
            Assert.InRange(Enumerable.Range(0, 60).Count(row => string.Equals(kept[row], label, StringComparison.Ordinal)), 2 * count / 3 - 1, 2 * count / 3 + 1);

        var timed = UntouchedTest.Cut(Tables.Numbered(100, "when"), 0.25);
        Assert.Equal(Enumerable.Range(0, timed.Training.RowCount), Enumerable.Range(0, timed.Training.RowCount).Select(row => (int)timed.Training.Table.Numbers("id")[row]));
        // Rows 74 and 75 are of one moment.
        Assert.Equal(74, timed.Training.RowCount);

        var grouped = UntouchedTest.Cut(Tables.Numbered(100, "mixed"), 0.25);
        var left = Enumerable.Range(0, grouped.Training.RowCount).Select(row => grouped.Training.Table.Numbers("mixed")[row]).Distinct().Count();
        Assert.Equal((15, 75), (left, grouped.Training.RowCount));
    }

    [Fact]
    public void What_cannot_be_put_aside_is_refused()
    {
        var data = Tables.Of(3).Numbers();
        Assert.Throws<ArgumentOutOfRangeException>(() => UntouchedTest.Cut(data, 1));
        Assert.Equal("too-few-rows", Assert.Throws<DataException>(() => UntouchedTest.Cut(data, 0.1)).Code);
        Assert.Throws<ArgumentException>(() => UntouchedTest.Cut(data, 0.3, FoldKind.Grouped));
    }
}
