using System.Globalization;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Pipelines.Learn;
using Kirana.Pipelines.Learn.Learners;
using Kirana.Pipelines.Learn.Tables;

namespace Kirana.Tests.Platform.Learn;

public sealed class BadTableTests
{
    private const string Head = "a,b,y\n";

    public static TheoryData<string, string> Files => new()
    {
        { "", "empty-file" },
        { Head, "no-rows" },
        { Head + "1,x,3\n", "constant-target" },
        { Head + "1,x,3\n2,y,4\n1,y,5\n", "too-few-rows" },
        { Head + Rows(40, row => $"{row},x,5"), "constant-target" },
        { Head + Rows(40, row => $"{row},x,no"), "one-class" },
        { Head + Rows(40, row => $"{row},x,"), "constant-target" },
        { Head + Rows(40, row => $",,{row}"), "no-features" },
        { Head + Rows(40, row => row == 20 ? "inf,x,20" : $"{row}.5,x,{row}"), "mixed-column" },
        { Head + Rows(1_200, row => row == 1_100 ? "inf,x,20" : $"{row}.5,x,{row}"), "bad-field" },
        { Head + Rows(1_200, row => row == 1_100 ? "much,x,20" : $"{row}.5,x,{row}"), "bad-field" },
        { "a,a,y\n1,2,3\n", "bad-header" },
        { Head + "1,x,3\n2,y\n", "field-count" },
        { "1 1:2\nx 1:2\n", "bad-line" },
        { "2011-01-01,3\n", "missing-column" },
    };

    [Fact]
    public void A_table_may_have_a_hundred_thousand_columns()
    {
        const int Columns = 100_000;
        using var folder = new LearnFolder();
        var (names, values) = (string.Join(',', Enumerable.Range(0, Columns).Select(i => $"x{i}")), string.Join(',', Enumerable.Repeat("1", Columns)));
        File.WriteAllText(folder["t.csv"], $"{names}\n{values}\n");
        var table = TableInput.Of(folder["t.csv"]).Read(new Dictionary<string, ColumnKind>(), null, CancellationToken.None);
        Assert.Equal((1, Columns), (table.RowCount, table.Columns.Count));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_table_that_cannot_be_learnt_from_is_refused_by_a_code_and_a_sentence(string text, string code)
    {
        using var folder = new LearnFolder();
        File.WriteAllText(folder["t.csv"], text);
        var fault = Assert.Throws<DataException>(() =>
        {
            var input = TableInput.Of(folder["t.csv"]);
            var table = input.Read(new Dictionary<string, ColumnKind>(), null, CancellationToken.None);
            LearnJob.Run(LearnJobTests.Request(table, "y"), FitContext.Default);
        });
        Assert.Equal(code, fault.Code);
        Assert.EndsWith(".", fault.Message);
    }

    [Fact]
    public void Negative_weights_are_refused_by_their_row()
    {
        var weights = Enumerable.Repeat(1f, 100).ToArray();
        weights[41] = -1;
        var fault = Refused(LearnJobTests.Request(ShopTable.Of(100).With(new NumberColumn("w", weights)), "again") with { Weight = "w" });
        Assert.Equal(("bad-weight", 42L), (fault.Code, fault.Row));
    }

    [Fact]
    public void Weights_of_nothing_but_zeros_are_refused() =>
        Assert.Equal("bad-weight", Refused(LearnJobTests.Request(ShopTable.Of(100).With(new NumberColumn("w", new float[100])), "again") with { Weight = "w" }).Code);

    [Fact]
    public void Lists_whose_rows_lie_apart_are_refused_by_the_row()
    {
        var lists = LearnJobTests.Lists();
        int[] torn = [.. Enumerable.Range(1, lists.RowCount - 1), 0];
        var fault = Refused(LearnJobTests.Request(lists.Take(torn), "relevance") with { Task = LearnTask.Ranking, Group = "query" });
        Assert.Equal(("bad-group", (long)lists.RowCount), (fault.Code, fault.Row));
    }

    [Fact]
    public void A_name_that_is_no_column_is_answered_with_the_nearest()
    {
        var fault = Refused(LearnJobTests.Request(ShopTable.Of(100), "agian"));
        Assert.Equal(("missing-column", "agian"), (fault.Code, fault.Column));
        Assert.Equal("Did you mean 'again'?", fault.Hint);
    }

    [Fact]
    public void A_task_that_does_not_fit_the_target_is_refused()
    {
        Assert.Equal("wrong-kind", Refused(LearnJobTests.Request(ShopTable.Of(100), "again") with { Task = LearnTask.Regression }).Code);
        Assert.Equal("wrong-task", Refused(LearnJobTests.Request(ShopTable.Of(100), "tier") with { Task = LearnTask.Binary }).Code);
        Assert.Throws<ArgumentException>(() => LearnJob.Run(LearnJobTests.Request(ShopTable.Of(100), "spend") with { Task = LearnTask.Ranking }, FitContext.Default));
        Assert.Throws<ArgumentException>(() => LearnJob.Run(
            LearnJobTests.Request(LearnJobTests.Lists(), "relevance") with { Task = LearnTask.Ranking, Group = "query", Learner = TableLearners.All[1] }, FitContext.Default));
    }

    [Fact]
    public void Ids_as_the_target_are_no_classes() => Assert.Equal("too-many-classes", Refused(LearnJobTests.Request(ShopTable.Of(1_100), "customer")).Code);

    [Fact]
    public void More_leaves_than_rows_do_no_harm()
    {
        var result = LearnJob.Run(LearnJobTests.Request(ShopTable.Of(60), "again") with { Learner = TableLearners.All[0].With("leaves", "5000").With("trees", "3").With("min-rows-per-leaf", "1") }, FitContext.Default);
        Assert.True(double.IsFinite(result.Metrics["log_loss"].Estimate));
    }

    [Fact]
    public void A_model_file_that_was_cut_or_changed_is_refused()
    {
        using var folder = new LearnFolder();
        LearnJob.Run(LearnJobTests.Request(ShopTable.Of(60), "again") with { Learner = TableLearners.All[0].With("trees", "2") }, FitContext.Default).Model.Save(folder["model"]);
        var bytes = File.ReadAllBytes(folder["model"]);
        for (var at = 0; at < bytes.Length; at += Math.Max(1, bytes.Length / 50))
        {
            File.WriteAllBytes(folder["cut"], bytes[..at]);
            Assert.Equal("bad-model", Assert.Throws<DataException>(() => LearnedModel.Load(folder["cut"])).Code);
            byte[] flipped = [.. bytes];
            flipped[at] ^= 0x10;
            File.WriteAllBytes(folder["flipped"], flipped);
            Assert.Equal("bad-model", Assert.Throws<DataException>(() => LearnedModel.Load(folder["flipped"])).Code);
        }
    }

    private static DataException Refused(LearnRequest request) => Assert.Throws<DataException>(() => LearnJob.Run(request, FitContext.Default));

    private static string Rows(int count, Func<int, string> row) => string.Concat(Enumerable.Range(0, count).Select(i => row(i).ToString(CultureInfo.InvariantCulture) + "\n"));
}
