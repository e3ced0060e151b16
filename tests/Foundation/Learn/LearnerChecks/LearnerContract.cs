using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.SupportVectors;
using Kirana.Learn.Validation;
using Kirana.Tests.Foundation.Learn.Validation;

namespace Kirana.Tests.Foundation.Learn.LearnerChecks;

/// <summary>The contract of every learner of tables; see <see cref="LearnerList"/>.</summary>
public sealed class LearnerContract
{
    private static readonly FitContext s_context = new() { Threads = 2, Seed = 3 };

    public static TheoryData<string> Learners => [.. LearnerList.All.Select(own => own.Name)];

    public static TheoryData<string> Repeating => [.. LearnerList.All.Where(own => own.WeightsAreRepeats is not null).Select(own => own.Name)];

    public static TheoryData<string> Optional => [.. LearnerList.All.Where(own => own.Faulty is not null).Select(own => own.Name)];

    public static TheoryData<string> Frugal => [.. LearnerList.All.Where(own => own is { TakesAnything: true, LearnsNumbers: true }).Select(own => own.Name)];

    public static TheoryData<string> Single => [.. LearnerList.All.Where(own => own is { TakesAnything: true, LearnsNumbers: true } && !IsStack(own)).Select(own => own.Name)];

    [Theory]
    [MemberData(nameof(Learners))]
    public void Odd_tables_give_finite_answers_or_a_refusal_that_says_why(string name)
    {
        var own = Find(name);
        foreach (var (what, table) in (own.LearnsNumbers ? OddTables.Numbers() : []).Concat(own.LearnsClasses ? OddTables.Classes() : []))
        {
            ITableModel model;
            try
            {
                model = own.Learner.Fit(table, s_context);
            }
            catch (Exception fault) when (fault is DataException or NotConvergedException)
            {
                Assert.True(fault is NotConvergedException or DataException { Code.Length: > 0 } && fault.Message.Length > 10, $"{what}: {fault.Message}");
                Assert.False(own.TakesAnything && !IsStack(own), $"{what}: refused with {fault.Message}");
                continue;
            }

            Assert.All(RowPredictions.Of(model, table).Values.ToArray(), answer => Assert.True(double.IsFinite(answer), $"{what}: {answer}"));
            if (!own.TakesAnything)
                continue;
            // Nothing of a row to come is known either.
            var nothing = table.Take([0]);
            var blank = new Table(nothing.Table.Columns.Select(Column (column) => ReferenceEquals(column, nothing.Target) ? column : column is CategoryColumn category
                ? new CategoryColumn(category.Name, [CategoryColumn.Missing], category.Levels) : new NumberColumn(column.Name, [float.NaN])));
            Assert.All(RowPredictions.Of(model, new TabularData(blank, "y")).Values.ToArray(), answer => Assert.True(double.IsFinite(answer), $"{what}: {answer} for a row without values"));
        }
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Tables_that_nothing_can_be_learnt_from_are_refused_with_the_reason(string name)
    {
        var own = Find(name);
        var (learner, ramp) = (own.Learner, OddTables.Ramp());
        Refused(["no-rows", "too-few-rows", "bad-target"], () => own.LearnsNumbers ? OddTables.Of(("x", []), ("y", [])) : OddTables.Of([], "a", "b"));
        Refused(["no-features"], () => own.LearnsNumbers ? OddTables.Of(("y", ramp)) : new TabularData(OddTables.Of(Halves(), "a", "b").Table.Select(["y"]), "y"));
        Refused(["wrong-kind"], () => new TabularData(new Table([new TimeColumn("when", new long[OddTables.Rows]), own.LearnsNumbers ? new NumberColumn("y", ramp) : OddTables.Of(Halves(), "a", "b").Target!]), "y"));
        Refused(["bad-weight"], () => new TabularData(new Table([.. Plain(own).Table.Columns, new NumberColumn("w", new double[Plain(own).RowCount])]), "y", weight: "w"));
        Refused(["bad-weight"], () => new TabularData(new Table([.. Plain(own).Table.Columns, new NumberColumn("w", [-1.0, .. new double[Plain(own).RowCount - 1]])]), "y", weight: "w"));
        Refused(["bad-weight"], () => new TabularData(new Table([.. Plain(own).Table.Columns, new NumberColumn("w", [double.NaN, .. new double[Plain(own).RowCount - 1]])]), "y", weight: "w"));
        if (own.LearnsNumbers)
        {
            Refused(["bad-target"], () => OddTables.Of(("x", ramp), ("y", [.. ramp[1..], float.NaN])));
            Refused(["bad-target"], () => OddTables.Of(("x", ramp), ("y", [.. ramp[1..], float.PositiveInfinity])));
        }
        else
        {
            Refused(["wrong-kind"], () => OddTables.Of(("x", ramp), ("y", ramp)));
        }

        if (own.LearnsClasses)
            Refused(["bad-target"], () => OddTables.Of([.. Halves()[1..], CategoryColumn.Missing], "a", "b"));
        else
            Assert.True(Record.Exception(() => learner.Fit(OddTables.Of(Halves(), "a", "b"), s_context)) is ArgumentException or DataException { Code: "wrong-kind" });
        Assert.Contains("no target", Assert.Throws<ArgumentException>(() => learner.Fit(new TabularData(new Table([new NumberColumn("x", ramp)])), s_context)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => learner.Fit(null!, s_context));
        Assert.Throws<ArgumentNullException>(() => learner.Fit(Plain(own), null!));

        void Refused(string[] codes, Func<TabularData> table)
        {
            var fault = Assert.Throws<DataException>(() => learner.Fit(table(), s_context));
            Assert.True(codes.Contains(fault.Code, StringComparer.Ordinal), $"{fault.Code}, not {string.Join(" or ", codes)}: {fault.Message}");
            Assert.NotEmpty(fault.Message);
        }

        static int[] Halves() => [.. Enumerable.Range(0, OddTables.Rows).Select(i => i % 2)];
    }

    [Theory]
    [MemberData(nameof(Frugal))]
    public void What_a_constant_target_teaches_is_that_number(string name)
    {
        var model = (IRegressor)Find(name).Learner.Fit(OddTables.Of(("x", OddTables.Ramp()), ("y", OddTables.Constant(3.5f))), s_context);
        var answers = new float[OddTables.Rows];
        model.Predict(OddTables.Ramp(), answers);
        Assert.All(answers, answer => Assert.Equal(3.5f, answer, 1e-6f));
    }

    [Theory]
    [MemberData(nameof(Single))]
    public void A_constant_target_and_a_single_row_are_answered_to_the_bit(string name)
    {
        var learner = Find(name).Learner;
        var answers = new float[OddTables.Rows];
        ((IRegressor)learner.Fit(OddTables.Of(("x", OddTables.Ramp()), ("y", OddTables.Constant(3.5f))), s_context)).Predict(OddTables.Ramp(), answers);
        Assert.All(answers, answer => Assert.Equal(3.5f, answer));
        Assert.Equal(2f, ((IRegressor)learner.Fit(OddTables.Of(("x", [1]), ("y", [2])), s_context)).Predict([7f]));
    }

    [Theory]
    [MemberData(nameof(Single))]
    public void Groups_that_lie_apart_and_infinite_weights_are_refused(string name)
    {
        var ramp = OddTables.Ramp();
        var groups = OddTables.Of(("x", ramp), ("y", ramp), ("g", [.. Enumerable.Range(0, OddTables.Rows).Select(i => (float)(i % 3))]));
        Assert.Equal("bad-group", Assert.Throws<DataException>(() => Find(name).Learner.Fit(new TabularData(groups.Table, "y", group: "g"), s_context)).Code);
        Assert.Equal("bad-weight", Assert.Throws<DataException>(() => Find(name).Learner.Fit(OddTables.Weighted([.. ramp[1..], float.PositiveInfinity]), s_context)).Code);
    }

    [Fact]
    public void A_name_given_to_two_columns_is_refused() => Assert.Contains(
        "'x' occurs twice", Assert.Throws<ArgumentException>(() => OddTables.Of(("x", OddTables.Ramp()), ("x", OddTables.Ramp()), ("y", OddTables.Ramp()))).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Single))]
    public void A_category_of_a_million_levels_is_learnt_by_its_frequent_ones(string name)
    {
        var model = Find(name).Learner.Fit(OddTables.MillionLevels, s_context);
        var answers = new float[2];
        ((IRegressor)model).Predict(model.Encode(OddTables.TwoLevels), answers);
        Assert.Equal(0, answers[0], 0.1f);
        Assert.Equal(1, answers[1], 0.1f);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Rows_of_another_width_and_tables_without_a_column_are_refused(string name)
    {
        foreach (var (_, model) in Models(name))
        {
            var rows = new float[3 * model.Schema.Columns.Count - 1];
            if (model is IRegressor regressor && model.Labels.Count == 0)
                Assert.Throws<ArgumentException>(() => regressor.Predict(rows, new float[3]));
            if (model is IDecisionModel { HasProbabilities: false } machine)
                Assert.Throws<ArgumentException>(() => machine.Decide(rows, new double[3]));
            else if (model is IBinaryClassifier binary && model.Labels.Count == 2)
                Assert.Throws<ArgumentException>(() => binary.PredictProbability(rows, new float[3]));
            else if (model is IMulticlassClassifier multiclass && model.Labels.Count > 1)
                Assert.Throws<ArgumentException>(() => multiclass.PredictProbabilities(rows, new float[3 * model.Labels.Count]));
            Assert.Equal("missing-column", Assert.Throws<DataException>(() => model.Encode(new Table([new NumberColumn("other", new float[3])]))).Code);
        }
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Same_bytes_at_any_number_of_threads_and_the_table_stays_as_it_is(string name)
    {
        var own = Find(name);
        foreach (var data in Tables(own))
        {
            var before = Values(data);
            var bytes = Bytes(own.Learner.Fit(data, s_context with { Threads = 1 }));
            Assert.Equal(bytes, Bytes(own.Learner.Fit(data, s_context with { Threads = 2 })));
            Assert.Equal(bytes, Bytes(own.Learner.Fit(data, s_context with { Threads = 4 })));
            Assert.Equal(before, Values(data));
        }
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Files_give_the_same_model_back(string name)
    {
        foreach (var (data, model) in Models(name))
        {
            var bytes = Bytes(model);
            var read = Form(model).Load(ModelReader.Parse(bytes, "model"));
            Assert.Equal(bytes, Bytes(read));
            Assert.Equal(RowPredictions.Of(model, data).Values.ToArray(), RowPredictions.Of(read, data).Values.ToArray());
            Assert.Equal(model.Labels, read.Labels);
            Assert.Equal(model.Schema.ToJson(), read.Schema.ToJson());
        }
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_cancelled_fit_ends(string name)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        foreach (var data in Tables(Find(name)))
            Assert.ThrowsAny<OperationCanceledException>(() => Find(name).Learner.Fit(data, s_context with { Cancellation = source.Token }));
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Many_threads_may_ask_a_model_at_once(string name)
    {
        foreach (var (data, model) in Models(name))
        {
            var alone = RowPredictions.Of(model, data).Values.ToArray();
            var together = new double[8][];
            Parallel.For(0, together.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, at => together[at] = RowPredictions.Of(model, data).Values.ToArray());
            Assert.All(together, answers => Assert.Equal(alone, answers));
        }
    }

    [Theory]
    [MemberData(nameof(Repeating))]
    public void A_weight_of_two_is_a_row_given_twice(string name)
    {
        var own = Find(name);
        foreach (var data in Tables(own))
        {
            var weights = Enumerable.Range(0, data.RowCount).Select(i => 1.0 + i % 3).ToArray();
            var weighted = new TabularData(new Table([.. data.Table.Columns, new NumberColumn("w", weights)]), "y", weight: "w");
            var repeated = data.Take([.. Enumerable.Range(0, data.RowCount).SelectMany(row => Enumerable.Repeat(row, (int)weights[row]))]);
            var (first, second) = (own.Learner.Fit(weighted, s_context), own.Learner.Fit(repeated, s_context));
            Assert.Equal(RowPredictions.Of(second, data).Values.ToArray(), RowPredictions.Of(first, data).Values.ToArray(), (a, b) => Math.Abs(a - b) < own.WeightsAreRepeats * Math.Max(1, Math.Abs(a)));
        }
    }

    [Theory]
    [MemberData(nameof(Optional))]
    public void All_options_outside_their_range_are_told_at_once(string name)
    {
        var own = Find(name);
        var fault = Assert.ThrowsAny<ArgumentException>(() => own.Faulty!.Fit(Plain(own), s_context));
        Assert.All(own.Faults, option => Assert.Contains(option, fault.Message, StringComparison.Ordinal));
    }

    private static CheckedLearner Find(string name) => LearnerList.All.Single(own => string.Equals(own.Name, name, StringComparison.Ordinal));

    private static bool IsStack(CheckedLearner own) => own.Learner is IEstimator<Kirana.Learn.Stacking.StackedModel>;

    /// <summary>Tables that the learner learns.</summary>
    private static IEnumerable<TabularData> Tables(CheckedLearner own)
    {
        foreach (var classes in (own.LearnsNumbers ? new[] { 0 } : []).Concat(own.LearnsClasses ? [2, 3] : []))
        {
            var data = Validation.Tables.Of(90, classes);
            var table = own.TakesAnything ? data : data.Numbers();
            yield return own.LearnsCounts
                ? new TabularData(new Table([.. table.Features, new NumberColumn("y", [.. Enumerable.Range(0, table.RowCount).Select(row => Math.Abs(((NumberColumn)table.Target!)[row]))])]), "y")
                : table;
        }
    }

    private static IEnumerable<(TabularData Data, ITableModel Model)> Models(string name) => Tables(Find(name)).Select(data => (data, Find(name).Learner.Fit(data, s_context)));

    private static TabularData Plain(CheckedLearner own) => Tables(own).First();

    private static TableModelForm Form(ITableModel model) => TableModelForm.All.First(form => form.Fits(model));

    private static byte[] Bytes(ITableModel model)
    {
        var form = Form(model);
        var writer = new ModelWriter(form.Kind, form.Version, form.Version);
        form.Save(model, writer);
        return writer.ToArray();
    }

    private static List<double> Values(TabularData data) =>
        [.. data.Table.Columns.SelectMany(column => Enumerable.Range(0, column.Count).Select(row => column is NumberColumn numbers ? numbers[row] : ((CategoryColumn)column).Codes[row]))];
}
