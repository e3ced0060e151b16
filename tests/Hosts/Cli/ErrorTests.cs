using Kirana.Cli.Invocation;
using Kirana.Data;

namespace Kirana.Tests.Hosts.Cli;

public sealed class ErrorTests
{
    [Theory]
    [InlineData(1, "unknown-command", "Did you mean `kirana status`?", "statsu")]
    [InlineData(1, "unknown-command", "Did you mean `kirana models list`?", "models", "lst")]
    [InlineData(1, "unknown-option", "Did you mean --shop?", "status", "--shp", "x")]
    [InlineData(1, "bad-usage", "kirana models --help", "models")]
    [InlineData(1, "bad-usage", "kirana status --help", "status", "--threads", "0")]
    [InlineData(1, "bad-usage", "kirana status --help", "status", "--seed", "-1")]
    [InlineData(1, "bad-usage", "kirana models promote --help", "models", "promote", "recommend", "x")]
    [InlineData(1, "bad-usage", "kirana models show --help", "models", "show", "recomend")]
    [InlineData(1, "bad-usage", "--weights purchase=1,rating=1", "train", "recommend", "--weights", "rating=0")]
    [InlineData(1, "bad-usage", "--weights purchase=1,rating=1", "train", "recommend", "--weights", "stars=1")]
    [InlineData(1, "bad-usage", "--weights purchase=1,rating=1", "train", "recommend", "--weights", "rating=1,rate=2")]
    [InlineData(1, "bad-usage", "kirana train recommend", "train", "recommend", "--increment", "--weights", "rating=1")]
    [InlineData(2, "no-shop", "kirana init", "status", "--shop", "/nowhere/at/all")]
    public void Errors_have_a_code_a_message_a_hint_and_an_exit_code_in_text_and_in_json(int exitCode, string code, string hint, params string[] args)
    {
        var text = Tool.Run(args);
        Assert.Equal(exitCode, text.ExitCode);
        Assert.Empty(text.Output);
        Assert.StartsWith("error: ", text.Error);
        Assert.Contains(hint, text.Error);
        Assert.DoesNotContain("   at Kirana.", text.Error);

        var run = Tool.Run([.. args, "--json"]);
        Assert.Equal(exitCode, run.ExitCode);
        var error = run.Json().GetProperty("error");
        Assert.Equal(["code", "message", "file", "row", "column", "hint"], error.EnumerateObject().Select(member => member.Name));
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Contains(hint, error.GetProperty("hint").GetString());
    }

    [Fact]
    public void A_wrong_word_names_the_words_there_are()
    {
        var run = Tool.Run("models", "show", "recomend");
        Assert.Contains("recommend, forecast", run.Error);
        Assert.Contains("Did you mean recommend?", run.Error);
    }

    [Fact]
    public void Every_kind_of_exception_has_its_exit_code()
    {
        Assert.Equal(1, Faults.Explain(new UsageException("wrong")).ExitCode);
        Assert.Equal(1, Faults.Explain(new ArgumentOutOfRangeException("k", "A list has 1 item or more.")).ExitCode);
        Assert.Equal(2, Faults.Explain(new DataException("bad")).ExitCode);
        Assert.Equal(2, Faults.Explain(new UnauthorizedAccessException("read-only")).ExitCode);
        Assert.Equal(3, Faults.Explain(new KeyNotFoundException("no such item")).ExitCode);
        Assert.Equal(4, Faults.Explain(new InvalidOperationException("a fault")).ExitCode);
        Assert.Equal(4, Faults.Explain(new NotConvergedException("stopped", 3, 0.5)).ExitCode);
        Assert.Equal(130, Faults.Explain(new OperationCanceledException()).ExitCode);
        Assert.Equal(130, Faults.Explain(new AggregateException(new OperationCanceledException())).ExitCode);
    }

    [Fact]
    public void A_data_error_keeps_its_place()
    {
        var (_, error) = Faults.Explain(new DataException("Expected a date.") { Code = "bad-date", File = "orders.csv", Row = 7, Column = "InvoiceDate", Hint = "Name the format." });
        Assert.Equal(new CommandError("bad-date", "Expected a date.", "orders.csv", 7, "InvoiceDate", "Name the format."), error);
        Assert.Equal("error: Expected a date.\n   at: orders.csv, row 7, column InvoiceDate\n hint: Name the format.", ErrorText.Of(error));
    }

    [Fact]
    public void The_name_of_a_parameter_is_no_news_to_a_person() =>
        Assert.Equal("A list has 1 item or more.", Faults.Explain(new ArgumentException("A list has 1 item or more.", "k")).Error.Message);
}
