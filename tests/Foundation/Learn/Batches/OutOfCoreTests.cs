using System.Diagnostics.CodeAnalysis;
using Kirana.Data;
using Kirana.Data.Batches;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Boosting;
using Kirana.Learn.Objectives;
using Kirana.Numerics.Random;
using Kirana.Tests.Foundation.Learn.Boosting;

namespace Kirana.Tests.Foundation.Learn.Batches;

public sealed class OutOfCoreTests : IDisposable
{
    private static readonly GradientBoosting s_small = new() { Trees = 8, Leaves = 8 };

    private readonly string _folder = Directory.CreateTempSubdirectory("kirana-out-of-core-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Learners => ["plain", "bagged", "goss", "dart", "classes", "two classes", "quantile", "weights", "ranking", "stopped", "wide", "wide and bagged", "gradient", "gradient and goss", "sketch"];

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_model_has_the_bytes_of_a_fit_in_memory(string name)
    {
        var (learner, data) = Learner(name);
        var context = new FitContext { Threads = 2, Seed = 3, Validation = name is "stopped" ? data : null };
        var expected = learner.Fit(data, context).ToBytes();

        Assert.Equal(expected, learner.Fit(new CutTable(data, 700), _folder, context).ToBytes());
        Assert.Equal(expected, learner.Fit(new CutTable(data, 4_099), _folder, context with { Threads = 1 }).ToBytes());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void Rows_of_several_blocks_that_are_only_sampled_for_cuts_have_the_bytes_of_a_fit_in_memory()
    {
        var data = Table(210_000, seed: 5);
        var learner = s_small with { Trees = 2 };

        Assert.Equal(learner.Fit(data, FitContext.Default).ToBytes(), learner.Fit(new CutTable(data, 30_011), _folder, FitContext.Default).ToBytes());
    }

    [Fact]
    public void Batches_may_code_their_texts_in_any_way()
    {
        var data = Table(3_000);
        var expected = s_small.Fit(data, FitContext.Default);
        var model = s_small.Fit(new CutTable(data, 500, recode: true), _folder, FitContext.Default);

        Assert.Equal(expected.Labels, model.Labels);
        var (there, here) = (expected.Encode(data.Table), model.Encode(data.Table));
        for (var i = 0; i < 3_000; i++)
            Assert.Equal(expected.Predict(there.AsSpan(4 * i, 4)), model.Predict(here.AsSpan(4 * i, 4)));
    }

    [Fact]
    public void Batches_without_rows_are_passed_over()
    {
        var data = Table(900);
        TabularData[] batches = [data.Take([]), Part(data, 0, 400), data.Take([]), Part(data, 400, 500), data.Take([])];

        Assert.Equal(s_small.Fit(data, FitContext.Default).ToBytes(), s_small.Fit(new Batches(batches), _folder, FitContext.Default).ToBytes());
    }

    [Fact]
    public void Refuses_batches_that_cannot_be_learnt_from_and_leaves_nothing_behind()
    {
        var first = Table(600);
        Code("no-rows", []);
        Code("no-rows", [first.Take([])]);
        Code("no-features", [new TabularData(first.Table.Select(["y"]), "y")]);
        Code("wrong-kind", [new TabularData(new Table([new TimeColumn("when", [1, 2]), new NumberColumn("y", [1f, 2f])]), "y")]);
        Changed("c", [first, new TabularData(first.Table.Select(["a", "b", "text", "y"]), "y")]);
        Changed("more", [first, new TabularData(new Table([.. first.Table.Columns, new NumberColumn("more", new float[600])]), "y")]);
        Changed("b", [first, new TabularData(new Table(first.Table.Columns.Select(column => column.Name is "b" ? new CategoryColumn("b", new int[600], ["x"]) : column)), "y")]);
        Changed("y", [first, new TabularData(first.Table)]);
        Changed("a", [first, new TabularData(first.Table, "y", weight: "a")]);
        Assert.Throws<ArgumentException>(() => s_small.Fit(new Batches([new TabularData(first.Table)]), _folder, FitContext.Default));
        Assert.Throws<ArgumentException>(() => (s_small with { Leaves = 1 }).Fit(new Batches([first]), _folder, FitContext.Default));
        Assert.Throws<ArgumentException>(() => (s_small with { EarlyStoppingRounds = 2 }).Fit(new Batches([first]), _folder, FitContext.Default));

        DataException Code(string code, TabularData[] batches)
        {
            var fault = Assert.Throws<DataException>(() => s_small.Fit(new Batches(batches), _folder, FitContext.Default));
            Assert.Equal(code, fault.Code);
            Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
            return fault;
        }

        void Changed(string column, TabularData[] batches)
        {
            var fault = Code("changed-columns", batches);
            Assert.Equal((column, 601L), (fault.Column, fault.Row));
        }
    }

    [Fact]
    public void A_fault_names_the_row_of_the_stream()
    {
        var first = Table(600);
        float[] targets = [.. Enumerable.Repeat(1f, 600)];
        targets[17] = float.NaN;
        var second = new TabularData(new Table(first.Table.Columns.Select(column => column.Name is "y" ? new NumberColumn("y", targets) : column)), "y");
        Assert.Equal(618, Fault(s_small, first, second).Row);

        // The group of the first batch's last row goes on in the second batch, and then comes back.
        Assert.Equal(901, Fault(s_small, Grouped(first, i => i / 100), Grouped(first, i => i < 300 ? 5 : 0)).Row);

        DataException Fault(GradientBoosting learner, params TabularData[] batches) =>
            Assert.Throws<DataException>(() => learner.Fit(new Batches(batches), _folder, FitContext.Default));
    }

    [Theory]
    [InlineData("rows")]
    [InlineData("bins")]
    [InlineData("trees")]
    public void Can_be_cancelled_at_any_stage_and_leaves_nothing_behind(string stage)
    {
        using var source = new CancellationTokenSource();
        var context = new FitContext { Threads = 1, Cancellation = source.Token, Progress = new Canceller(stage, source) };

        Assert.Throws<OperationCanceledException>(() => s_small.Fit(new CutTable(Table(1_500), 500), _folder, context));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_reader_that_fails_half_way_leaves_nothing_behind()
    {
        var fault = Assert.Throws<DataException>(() => s_small.Fit(new Batches([Table(500), null!]), _folder, FitContext.Default));
        Assert.Equal("broken", fault.Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void Refuses_to_sort_rows_in_files() => Assert.Contains(
        "WeightedSketch", Assert.Throws<ArgumentException>(() => (s_small with { Cuts = CutSearch.Exact }).Fit(new CutTable(Table(100), 50), _folder, FitContext.Default)).Message, StringComparison.Ordinal);

    [Fact]
    public void Refuses_a_folder_that_is_not_there() => Assert.Throws<DirectoryNotFoundException>(
        () => s_small.Fit(new Batches([Table(500)]), Path.Combine(_folder, "missing"), FitContext.Default));

    private static (GradientBoosting Learner, TabularData Data) Learner(string name)
    {
        var data = Table(5_000);
        return name switch
        {
            "bagged" => (s_small with { RowFraction = 0.5, FeatureFraction = 0.7 }, data),
            "goss" => (s_small with { Sampling = RowSampling.GradientOneSide, LearningRate = 0.5 }, data),
            "dart" => (s_small with { DropRate = 0.5, SkipDrop = 0.2 }, data),
            "classes" => (s_small, new TabularData(data.Table.Select(["a", "b", "c", "text"]), "text")),
            "two classes" => (s_small, new TabularData(WithClass(data.Table), "class")),
            "quantile" => (s_small with { Objective = Objective.Quantile(0.7) }, new TabularData(data.Table, "y", weight: "a")),
            "weights" => (s_small, new TabularData(data.Table, "y", weight: "a")),
            "ranking" => (s_small with { Objective = Objective.LambdaMart() }, Grouped(Relevant(data), i => i / 23)),
            "wide" => (s_small with { Bins = 1_000, MinRowsPerBin = 1 }, data),
            "wide and bagged" => (s_small with { Bins = 1_000, MinRowsPerBin = 1, RowFraction = 0.5 }, data),
            "gradient" => (s_small with { Step = BoostingStep.GradientNewton }, new TabularData(data.Table, "y", weight: "a")),
            "gradient and goss" => (s_small with { Step = BoostingStep.GradientNewton, Sampling = RowSampling.GradientOneSide, LearningRate = 0.5 }, data),
            "sketch" => (s_small with { Cuts = CutSearch.WeightedSketch, Bins = 20 }, new TabularData(data.Table, "y", weight: "a")),
            "stopped" => (s_small with { EarlyStoppingRounds = 3, LearningRate = 1 }, data),
            _ => (s_small, data),
        };
    }

    /// <summary>Two columns of numbers, one of them with gaps and one never negative, one of codes, one of texts, and a target.</summary>
    private static TabularData Table(int rows, ulong seed = 1)
    {
        var random = new RandomStream(seed);
        var (a, b, c, text, y) = (new float[rows], new double[rows], new float[rows], new int[rows], new float[rows]);
        for (var i = 0; i < rows; i++)
        {
            (a[i], b[i], c[i], text[i]) = ((float)random.NextDouble(), i % 7 == 0 ? double.NaN : random.NextGaussian(), random.Next(9), random.Next(5));
            y[i] = 2 * a[i] + (b[i] > 0 ? 1 : 0) + (text[i] == 3 ? c[i] : 0);
        }

        return new TabularData(
            new Table([new NumberColumn("a", a), new NumberColumn("b", b), new NumberColumn("c", c), new CategoryColumn("text", text, ["red", "green", "blue", "grey", "black"]), new NumberColumn("y", y)]), "y");
    }

    private static Table WithClass(Table table) => new([.. table.Columns.Take(4), new CategoryColumn("class", [.. Enumerable.Range(0, table.RowCount).Select(i => table.Numbers("y")[i] > 2 ? 0 : 2)], ["yes", "never", "no"])]);

    private static TabularData Relevant(TabularData data) => new(
        new Table(data.Table.Columns.Select(column => column is NumberColumn { Name: "y" } y ? new NumberColumn("y", [.. Enumerable.Range(0, y.Count).Select(i => MathF.Floor((float)y[i] / 2))]) : column)), "y");

    private static TabularData Grouped(TabularData data, Func<int, float> group) => new(
        new Table([.. data.Table.Columns, new NumberColumn("group", [.. Enumerable.Range(0, data.RowCount).Select(group)])]), "y", group: "group");

    private static TabularData Part(TabularData data, int start, int count) => data.Take([.. Enumerable.Range(start, count)]);

    /// <summary>A table in batches; the texts of each may be coded anew.</summary>
    private sealed class CutTable(TabularData data, int rows, bool recode = false) : IBatchReader<TabularData>
    {
        private int _start;

        public bool TryRead([NotNullWhen(true)] out TabularData? batch)
        {
            var count = Math.Min(rows, data.RowCount - _start);
            batch = count > 0 ? Part(data, _start, count) : null;
            if (recode && batch is not null)
                batch = new TabularData(new Table(batch.Table.Columns.Select(Recode)), batch.Target!.Name);
            _start += count;
            return batch is not null;
        }

        public void Dispose()
        {
        }

        private Column Recode(Column column)
        {
            if (column is not CategoryColumn categories)
                return column;
            string[] levels = [.. categories.Levels.Skip(_start / rows % 5), .. categories.Levels.Take(_start / rows % 5)];
            return new CategoryColumn(column.Name, [.. Enumerable.Range(0, column.Count).Select(i => Array.IndexOf(levels, categories[i]))], levels);
        }
    }

    /// <summary>Given batches; <see langword="null"/> is where the source is damaged.</summary>
    private sealed class Batches(TabularData[] batches) : IBatchReader<TabularData>
    {
        private int _next;

        public bool TryRead([NotNullWhen(true)] out TabularData? batch)
        {
            batch = _next < batches.Length ? batches[_next++] ?? throw new DataException("The file ends inside a line.") { Code = "broken" } : null;
            return batch is not null;
        }

        public void Dispose()
        {
        }
    }

    private sealed class Canceller(string stage, CancellationTokenSource source) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            if (string.Equals(value.Stage, stage, StringComparison.Ordinal))
                source.Cancel();
        }
    }
}
