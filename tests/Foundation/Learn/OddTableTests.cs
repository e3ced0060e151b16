using System.Diagnostics.CodeAnalysis;
using Kirana.Data;
using Kirana.Data.Batches;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Boosting;
using Kirana.Learn.Forests;
using Kirana.Learn.Trees;

namespace Kirana.Tests.Foundation.Learn;

/// <summary>Every learner of trees on tables at the edge of what can be learnt from: a model with finite answers, or a refusal that says why.</summary>
public sealed class OddTableTests : IDisposable
{
    private const int Rows = 60;

    // Two levels decide; every other row has a level of its own.
    private static readonly string[] s_levels = [.. Enumerable.Range(0, 1_000_000).Select(i => $"level {i}")];
    private static readonly TabularData s_million = new(new Table([
        new CategoryColumn("c", [.. Enumerable.Range(0, 3_000).Select(i => i % 3 < 2 ? i % 3 : 300 * i)], s_levels),
        new NumberColumn("y", [.. Enumerable.Range(0, 3_000).Select(i => i % 3 == 1 ? 1f : 0f)])]), "y");

    private readonly string _folder = Directory.CreateTempSubdirectory("kirana-odd-tables-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Learners => ["boosting", "sketch", "exact", "files", "tree", "forest", "extra trees"];

    [Theory]
    [MemberData(nameof(Learners))]
    public void Odd_tables_give_finite_answers(string learner)
    {
        foreach (var (name, table) in Learnable())
        {
            var model = Fit(learner, table);
            var (rows, width) = (model.Encode(table.Table), model.Schema.Columns.Count);
            Assert.All(Answers(model, rows, width), answer => Assert.True(float.IsFinite(answer), $"{name}: {answer}"));
            // Nothing of a row to come is known either.
            Assert.All(Answers(model, [.. Enumerable.Repeat(float.NaN, width)], width), answer => Assert.True(float.IsFinite(answer), $"{name}: {answer} for a row without values"));
        }
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void What_a_constant_target_or_one_row_teaches_is_that_number(string learner)
    {
        var constant = Fit(learner, Numbers(("x", Ramp()), ("y", Constant(3.5f))));
        Assert.All(Answers(constant, constant.Encode(Numbers(("x", Ramp()), ("y", Ramp())).Table), 1), answer => Assert.Equal(3.5f, answer));
        Assert.Equal([2f], Answers(Fit(learner, Numbers(("x", [1]), ("y", [2]))), [7], 1));
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Tables_that_nothing_can_be_learnt_from_are_refused_with_the_reason(string learner)
    {
        Refused("no-rows", () => Numbers(("x", []), ("y", [])));
        Refused("no-features", () => Numbers(("y", Ramp())));
        Refused("bad-target", () => Numbers(("x", Ramp()), ("y", [.. Ramp()[1..], float.NaN])));
        Refused("bad-target", () => Numbers(("x", Ramp()), ("y", [.. Ramp()[1..], float.PositiveInfinity])));
        Refused("bad-weight", () => Weighted([.. Ramp()[1..], -1]));
        Refused("bad-weight", () => Weighted(Constant(0)));
        Refused("bad-weight", () => Weighted([.. Ramp()[1..], float.NaN]));
        Refused("bad-weight", () => Weighted([.. Ramp()[1..], float.PositiveInfinity]));
        var groups = Numbers(("x", Ramp()), ("y", Ramp()), ("g", [.. Enumerable.Range(0, Rows).Select(i => (float)(i % 3))]));
        Refused("bad-group", () => new TabularData(groups.Table, "y", group: "g"));
        Refused("wrong-kind", () => new TabularData(new Table([new TimeColumn("when", new long[Rows]), new NumberColumn("y", Ramp())]), "y"));
        Assert.Contains("'x' occurs twice", Assert.Throws<ArgumentException>(() => Numbers(("x", Ramp()), ("x", Ramp()), ("y", Ramp()))).Message, StringComparison.Ordinal);

        void Refused(string code, Func<TabularData> table)
        {
            var fault = Assert.Throws<DataException>(() => Fit(learner, table()));
            Assert.Equal((learner, code), (learner, fault.Code));
            Assert.NotEmpty(fault.Message);
        }

        static TabularData Weighted(float[] weights) => new(Numbers(("x", Ramp()), ("y", Ramp()), ("w", weights)).Table, "y", weight: "w");
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_category_of_a_million_levels_is_learnt_by_its_frequent_ones(string learner)
    {
        var model = Fit(learner, s_million);
        var answers = Answers(model, model.Encode(new Table([new CategoryColumn("c", [0, 1], s_levels[..2])])), 1);
        Assert.Equal(0, answers[0], 0.1f);
        Assert.Equal(1, answers[1], 0.1f);
    }

    internal static IEnumerable<(string Name, TabularData Table)> Learnable()
    {
        float[] infinities = [.. Enumerable.Range(0, Rows).Select(i => i % 3 == 0 ? float.NegativeInfinity : i % 3 == 1 ? float.PositiveInfinity : i)];
        yield return ("an all-missing column", Numbers(("x", Ramp()), ("gone", Constant(float.NaN)), ("y", Ramp())));
        yield return ("nothing but missing values", Numbers(("gone", Constant(float.NaN)), ("y", Ramp())));
        yield return ("infinities", Numbers(("x", infinities), ("y", Ramp())));
        yield return ("nothing but one infinity", Numbers(("x", Constant(float.PositiveInfinity)), ("y", Ramp())));
        yield return ("the greatest and least numbers", Numbers(("x", [.. Enumerable.Range(0, Rows).Select(i => i % 2 == 0 ? float.MaxValue : -float.Epsilon)]), ("y", Ramp())));
        yield return ("a constant column", Numbers(("x", Constant(1)), ("y", Ramp())));
        yield return ("three rows", Numbers(("x", [1, 2, 3]), ("y", [1, 5, 2])));
        yield return ("huge targets", Numbers(("x", Ramp()), ("y", [.. Ramp().Select(v => 1e15f * v)])));
        yield return ("nearly all weights 0", new TabularData(Numbers(("x", Ramp()), ("y", Ramp()), ("w", [.. Enumerable.Range(0, Rows).Select(i => i == 7 ? 1e-20f : 0)])).Table, "y", weight: "w"));
        yield return ("tiny and huge weights", new TabularData(Numbers(("x", Ramp()), ("y", Ramp()), ("w", [.. Enumerable.Range(0, Rows).Select(i => i % 2 == 0 ? 1e-12f : 1e12f)])).Table, "y", weight: "w"));
        yield return ("one class", new TabularData(new Table([new NumberColumn("x", Ramp()), new CategoryColumn("y", new int[Rows], ["only"])]), "y"));
        yield return ("a class without rows", new TabularData(new Table([new NumberColumn("x", Ramp()), new CategoryColumn("y", [.. Enumerable.Range(0, Rows).Select(i => 2 * (i % 2))], ["a", "none", "b"])]), "y"));
        yield return ("a class of one row", new TabularData(new Table([new NumberColumn("x", Ramp()), new CategoryColumn("y", [.. Enumerable.Range(0, Rows).Select(i => i == 9 ? 2 : i % 2)], ["a", "b", "rare"])]), "y"));
        yield return ("a category that is always missing", new TabularData(new Table([new CategoryColumn("c", [.. Enumerable.Repeat(CategoryColumn.Missing, Rows)], ["a"]), new NumberColumn("y", Ramp())]), "y"));
    }

    private ITableModel Fit(string learner, TabularData table)
    {
        var context = new FitContext { Threads = 2, Seed = 3 };
        var boosting = new GradientBoosting { Trees = 8, LearningRate = 0.9, Leaves = 200, MinRowsPerLeaf = 1 };
        return learner switch
        {
            "boosting" => boosting.Fit(table, context),
            "sketch" => (boosting with { Cuts = CutSearch.WeightedSketch }).Fit(table, context),
            "exact" => (boosting with { Cuts = CutSearch.Exact }).Fit(table, context),
            "files" => boosting.Fit(new OneBatch(table), _folder, context),
            "tree" => new DecisionTree().Fit(table, context),
            "forest" => new RandomForest { Trees = 15, Bootstrap = false }.Fit(table, context),
            _ => new ExtraTrees { Trees = 15 }.Fit(table, context),
        };
    }

    private static float[] Answers(ITableModel model, float[] rows, int width)
    {
        var answers = new float[rows.Length / width * Math.Max(1, model.Labels.Count)];
        if (model.Labels.Count == 0)
            ((IRegressor)model).Predict(rows, answers);
        else if (model is BoostedTrees && model.Labels.Count < 3)
            ((IBinaryClassifier)model).PredictProbability(rows, answers.AsSpan(0, rows.Length / width));
        else
            ((IMulticlassClassifier)model).PredictProbabilities(rows, answers);
        return answers;
    }

    private static float[] Ramp() => [.. Enumerable.Range(0, Rows).Select(i => (float)i)];

    private static float[] Constant(float value) => [.. Enumerable.Repeat(value, Rows)];

    private static TabularData Numbers(params (string Name, float[] Values)[] columns) => new(new Table(columns.Select(column => new NumberColumn(column.Name, column.Values))), "y");

    private sealed class OneBatch(TabularData table) : IBatchReader<TabularData>
    {
        private bool _isRead;

        public bool TryRead([NotNullWhen(true)] out TabularData? batch)
        {
            batch = _isRead ? null : table;
            _isRead = true;
            return batch is not null;
        }

        public void Dispose()
        {
        }
    }
}
