using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Diagnosis;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Diagnosis;

public sealed class TableExaminationTests
{
    private static readonly string[] s_yesNo = ["no", "yes"];

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Finds_every_leak_copy_and_constant_and_nothing_else(int seed, bool classes)
    {
        var diagnosis = new TableExamination().Diagnose(Case(1_500, (ulong)seed, classes), FitContext.Default);

        Assert.Equal(classes ? ["leak number", "leak text"] : ["leak number"], diagnosis.Named("leak"));
        Assert.Equal(["copy 0", "copy 1", "copy text"], diagnosis.Named("copy"));
        Assert.Equal(["constant number", "constant text"], diagnosis.Named("constant"));
        Assert.Equal(classes ? 7 : 6, diagnosis.Findings.Count);
        Assert.Equal(FindingSeverity.Danger, diagnosis.Findings[0].Severity);
        Assert.Equal(["copy 1", "x 3"], diagnosis.Findings.Single(finding => finding.Columns[0] is "copy 1").Columns);
    }

    [Fact]
    public void The_same_rows_give_the_same_diagnosis()
    {
        var (one, other) = (new TableExamination().Diagnose(Case(400, 5, true), new FitContext { Threads = 1 }), new TableExamination().Diagnose(Case(400, 5, true), new FitContext { Threads = 2 }));
        Assert.Equal(one.Columns, other.Columns);
        Assert.Equal(one.Findings.Select(finding => finding.Advice), other.Findings.Select(finding => finding.Advice));
    }

    [Fact]
    public void Few_rows_prove_no_leak()
    {
        var random = new RandomStream(1);
        var columns = new List<Column>();
        for (var f = 0; f < 500; f++)
            columns.Add(new NumberColumn($"x{f}", [.. Enumerable.Range(0, 10).Select(_ => random.NextGaussian())]));
        foreach (var target in new Column[] { new CategoryColumn("y", [0, 1, 0, 1, 0, 1, 0, 1, 0, 1], s_yesNo), new NumberColumn("y", [.. Enumerable.Range(0, 10).Select(i => (float)i)]) })
        {
            var diagnosis = new TableExamination().Diagnose(new TabularData(new Table([.. columns, target]), "y"), FitContext.Default);
            Assert.Empty(diagnosis.Named("leak"));
            Assert.Empty(diagnosis.Named("copy"));
            Assert.Contains(diagnosis.Findings, finding => finding.Code is "few-rows" && finding.Measure is 10 / 500.0);
        }
    }

    [Fact]
    public void A_leak_may_bend_may_be_a_gap_and_may_tell_three_classes_apart()
    {
        var random = new RandomStream(6);
        var (bent, gap, third) = (new double[600], new double[600], new int[600]);
        var (two, three) = (new int[600], new int[600]);
        for (var row = 0; row < 600; row++)
        {
            bent[row] = random.NextGaussian();
            two[row] = Math.Abs(bent[row]) > 1 ? 1 : 0;
            gap[row] = two[row] == 1 ? double.NaN : random.NextGaussian();
            three[row] = random.Next(3);
            third[row] = 10 * three[row] + random.Next(4);
        }

        Column[] features = [new NumberColumn("bent", bent), new NumberColumn("gap", gap)];
        Assert.Equal(["bent", "gap"], new TableExamination().Diagnose(new TabularData(new Table([.. features, new CategoryColumn("y", two, s_yesNo)]), "y"), FitContext.Default).Named("leak"));
        var classes = new Table([.. features, new CategoryColumn("third", third, [.. Enumerable.Range(0, 30).Select(i => $"{(char)('a' + i / 10)}{i}")]), new CategoryColumn("y", three, ["p", "q", "r"])]);
        Assert.Equal(["third"], new TableExamination().Diagnose(new TabularData(classes, "y"), FitContext.Default).Named("leak"));
    }

    [Fact]
    public void Identifiers_are_told_from_measurements()
    {
        var random = new RandomStream(2);
        int[] order = [.. Enumerable.Range(7_000, 300)];
        random.Shuffle(order.AsSpan());
        var diagnosis = Unsupervised(
            new NumberColumn("order", [.. order.Select(i => (float)i)]), new NumberColumn("weight", [.. Enumerable.Range(0, 300).Select(_ => random.NextGaussian())]),
            new NumberColumn("cents", [.. Enumerable.Range(0, 300).Select(_ => (double)random.Next(100_000_000))]), new NumberColumn("age", [.. Enumerable.Range(0, 300).Select(_ => (float)random.Next(90))]),
            new CategoryColumn("name", [.. Enumerable.Range(0, 300)], [.. Enumerable.Range(0, 300).Select(i => $"name {i}")]));
        Assert.Equal(["order", "name"], diagnosis.Named("identifier"));
    }

    [Fact]
    public void Texts_among_numbers_are_shown_and_many_categories_told()
    {
        var diagnosis = Unsupervised(
            new CategoryColumn("price", [.. Enumerable.Range(0, 300).Select(i => i % 30)], ["on request", .. Enumerable.Range(1, 29).Select(i => $"{i}.50")]),
            new CategoryColumn("size", [.. Enumerable.Range(0, 300).Select(i => i % 3)], ["12", "14", "16"]), new CategoryColumn("town", [.. Enumerable.Range(0, 300).Select(i => i % 60)], [.. Enumerable.Range(0, 60).Select(i => $"t{i}")]));
        var mixed = Assert.Single(diagnosis.Findings, finding => finding.Code is "mixed-types");
        Assert.Equal(290 / 300.0, mixed.Measure, 1e-12);
        Assert.Contains("'on request'", mixed.Advice, StringComparison.Ordinal);
        Assert.Equal(["town"], diagnosis.Named("many-categories"));
    }

    [Fact]
    public void Columns_that_others_determine_are_collinear()
    {
        var random = new RandomStream(4);
        double[][] x = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 200).Select(_ => random.NextGaussian()).ToArray())];
        var diagnosis = Unsupervised(
            new NumberColumn("a", x[0]), new NumberColumn("b", x[1]), new NumberColumn("sum", [.. x[0].Zip(x[1], (a, b) => a + b)]), new NumberColumn("near", [.. x[2].Zip(x[3], (a, b) => a + 0.1 * b)]), new NumberColumn("c", x[2]));
        Assert.Equal(["a", "b", "sum", "near", "c"], diagnosis.Named("collinear"));
        Assert.All(diagnosis.Columns.Take(3), column => Assert.Equal(double.PositiveInfinity, column.VarianceInflation));
        Assert.InRange(diagnosis.Columns[3].VarianceInflation, 50, 200);
    }

    [Fact]
    public void Gaps_are_counted_by_pattern_and_held_against_the_target()
    {
        var (a, b, c) = (new float[200], new float[200], new float[200]);
        var target = new int[200];
        for (var row = 0; row < 200; row++)
        {
            (a[row], b[row], c[row]) = (row % 7, row % 11, row % 13);
            target[row] = row % 2;
            if (row % 10 is 1 or 3)
                a[row] = b[row] = float.NaN;
            if (row % 3 != 0)
                c[row] = float.NaN;
        }

        var table = new Table([new NumberColumn("a", a), new NumberColumn("b", b), new NumberColumn("c", c), new NumberColumn("none", [.. Enumerable.Repeat(float.NaN, 200)]), new CategoryColumn("y", target, s_yesNo)]);
        var diagnosis = new TableExamination().Diagnose(new TabularData(table, "y"), FitContext.Default);

        Assert.Equal(4, diagnosis.DistinctPatterns);
        Assert.Equal(200, diagnosis.MissingPatterns.Sum(pattern => pattern.Rows));
        Assert.Equal(["c", "none"], diagnosis.MissingPatterns[0].Columns);
        Assert.Equal(["a", "b"], Assert.Single(diagnosis.Findings, finding => finding.Code is "missing-together").Columns);
        Assert.Equal(["a", "b"], diagnosis.Named("telling-gaps"));
        Assert.Equal(["c"], diagnosis.Named("many-missing"));
        Assert.Equal(["none"], diagnosis.Named("empty"));
        Assert.Equal(0.2, diagnosis.Columns[0].MissingShare, 1e-12);
    }

    [Fact]
    public void Classes_are_counted_with_advice()
    {
        int[] classes = [.. Enumerable.Range(0, 400).Select(row => row < 4 ? 2 : row < 340 ? 0 : row < 395 ? 1 : -1)];
        var table = new Table([new NumberColumn("x", [.. Enumerable.Range(0, 400).Select(row => (row * 7919 % 400) + 0.5f)]), new CategoryColumn("y", classes, ["common", "some", "rare"])]);
        var diagnosis = new TableExamination().Diagnose(new TabularData(table, "y"), FitContext.Default);

        Assert.Equal([new ClassShare("common", 336, 336 / 395.0, 395 / (3.0 * 336)), new ClassShare("rare", 4, 4 / 395.0, 395 / 12.0), new ClassShare("some", 55, 55 / 395.0, 395 / 165.0)], diagnosis.Classes);
        Assert.Equal(["missing-target", "imbalance", "rare-class"], diagnosis.Findings.Select(finding => finding.Code));
        Assert.Equal(5, diagnosis.Findings[0].Measure);
        Assert.Contains("stratify", diagnosis.Findings[1].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_thousand_columns_are_examined()
    {
        var random = new RandomStream(1);
        var columns = new List<Column>();
        for (var f = 0; f < 100_000; f++)
            columns.Add(new NumberColumn($"x{f}", [.. Enumerable.Range(0, 6).Select(_ => (float)random.NextGaussian())]));
        var diagnosis = new TableExamination().Diagnose(new TabularData(new Table([.. columns, new NumberColumn("y", [1f, 2, 3, 4, 5, 6])]), "y"), FitContext.Default);
        Assert.Equal(100_000, diagnosis.Columns.Count);
        Assert.Equal(["few-rows", "too-wide"], diagnosis.Findings.Select(finding => finding.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Tables_that_cannot_be_examined_are_refused_with_the_reason()
    {
        Assert.Equal("no-rows", Assert.Throws<DataException>(() => Unsupervised(new NumberColumn("x", Array.Empty<float>()))).Code);
        Assert.Equal("wrong-kind", Assert.Throws<DataException>(() => Unsupervised(new TimeColumn("t", [1, 2]))).Code);
        var bare = new TabularData(new Table([new NumberColumn("y", [1f])]), "y");
        Assert.Equal("no-features", Assert.Throws<DataException>(() => new TableExamination().Diagnose(bare, FitContext.Default)).Code);
        Assert.Contains("LeakScore is 2", Assert.Throws<ArgumentException>(() => new TableExamination { LeakScore = 2 }.Diagnose(bare, FitContext.Default)).Message, StringComparison.Ordinal);
        var one = new TableExamination().Diagnose(new TabularData(new Table([new NumberColumn("x", [1f]), new CategoryColumn("y", [0], s_yesNo)]), "y"), FitContext.Default);
        Assert.Contains(one.Findings, finding => finding.Code is "one-class");
    }

    /// <summary>Numbers and categories that say something of the target, with gaps of 8 %; scaled copies with gaps elsewhere, constants, and leaks.</summary>
    private static TabularData Case(int rows, ulong seed, bool classes)
    {
        var random = new RandomStream(seed);
        double[][] x = [.. Enumerable.Range(0, 12).Select(_ => Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray())];
        int[] town = [.. Enumerable.Range(0, rows).Select(_ => random.Next(6))];
        double[] score = [.. Enumerable.Range(0, rows).Select(row => 1.5 * x[0][row] + x[1][row] + (town[row] == 2 ? 1 : 0) + random.NextGaussian())];
        int[] positive = [.. score.Select(value => value > 0.8 ? 1 : 0)];
        double[] target = classes ? [.. positive.Select(value => (double)value)] : score;
        string[] towns = [.. Enumerable.Range(0, 6).Select(i => $"t{i}")];

        var columns = new List<Column>();
        for (var f = 0; f < x.Length; f++)
            columns.Add(Number($"x {f}", x[f]));
        columns.Add(Text("town", town, towns));
        columns.Add(Number("copy 0", [.. x[2].Select(value => value * 1.0000001)]));
        columns.Add(Number("copy 1", [.. x[3].Select(value => 40 - 3.5 * value)]));
        columns.Add(Text("copy text", town, [.. towns.Select(name => name.ToUpperInvariant())]));
        columns.Add(Number("constant number", [.. Enumerable.Repeat(4.0, rows)]));
        columns.Add(Text("constant text", new int[rows], ["only"]));
        columns.Add(new NumberColumn("leak number", [.. target.Select(value => value + 0.05 * random.NextGaussian())]));
        if (classes)
            columns.Add(new CategoryColumn("leak text", positive, ["N", "Y"]));
        columns.Add(classes ? new CategoryColumn("y", positive, s_yesNo) : new NumberColumn("y", score));
        return new TabularData(new Table(columns), "y");

        Column Number(string name, double[] values) => new NumberColumn(name, Array.ConvertAll(values, value => random.Next(100) < 8 ? double.NaN : value));

        Column Text(string name, int[] codes, string[] levels) => new CategoryColumn(name, Array.ConvertAll(codes, code => random.Next(100) < 8 ? -1 : code), levels);
    }

    private static TableDiagnosis Unsupervised(params Column[] columns) => new TableExamination().Diagnose(new TabularData(new Table(columns)), FitContext.Default);
}
