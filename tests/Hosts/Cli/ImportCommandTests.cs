namespace Kirana.Tests.Hosts.Cli;

public sealed class ImportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ImportCommandTests() => Tool.Run("init", _folder["shop"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bad_lines_are_set_aside_and_shown_by_check()
    {
        File.WriteAllText(_folder["views.csv"], "user,item,time,kind\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"u{i},i{i % 7},2024-03-{1 + i % 28:00}T10:00:00Z,view\n"))
            + "u1,i1,not a day,view\n");
        var run = Tool.Run("import", "events", _folder["views.csv"], "--shop", _folder["shop"], "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal((41, 40), (run.Json().GetProperty("rows").GetInt64(), run.Json().GetProperty("accepted").GetInt64()));
        var check = Tool.Run("check", "--shop", _folder["shop"]);
        Assert.Contains("not a day", check.Output);
        Assert.Contains("views.csv:42", check.Output);

        var strict = Tool.Run("import", _folder["views.csv"], "--strict", "--shop", _folder["shop"], "--json");
        Assert.Equal(2, strict.ExitCode);
    }

    [Fact]
    public void A_dry_run_keeps_nothing()
    {
        File.WriteAllText(_folder["views.csv"], "user,item,time,kind\nu1,i1,2024-03-01,view\n");
        var run = Tool.Run("import", _folder["views.csv"], "--dry-run", "--shop", _folder["shop"], "--json");
        Assert.Equal((0, true), (run.ExitCode, run.Json().GetProperty("dry_run").GetBoolean()));
        Assert.Equal(0, Tool.Run("status", "--shop", _folder["shop"], "--json").Json().GetProperty("rows").GetProperty("events").GetInt64());
    }

    [Fact]
    public void Standard_input_is_a_file_like_others()
    {
        using var process = Tool.Start([], "import", "events", "-", "--map", "user=who,item=what,kind=view", "--source", "pipe", "--shop", _folder["shop"], "--json");
        process.StandardInput.Write("who;what;time\nu1;i1;2024-03-01T10:00:00Z\nu2;i2;2024-03-02T10:00:00Z\n");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(2, new Run(process.ExitCode, output, "").Json().GetProperty("added").GetInt64());
    }

    [Theory]
    [InlineData(1, "--map", "user")]
    [InlineData(1, "--map", "user=a,user=b")]
    [InlineData(1, "--separator", "::")]
    [InlineData(1, "--decimal", "x")]
    [InlineData(2, "--encoding", "klingon-8")]
    public void Options_that_cannot_be_are_told(int exitCode, params string[] options)
    {
        File.WriteAllText(_folder["views.csv"], "user,item,time,kind\nu1,i1,2024-03-01,view\n");
        var run = Tool.Run(["import", _folder["views.csv"], .. options, "--shop", _folder["shop"], "--json"]);
        Assert.InRange(run.ExitCode, 1, exitCode);
        Assert.NotEqual("internal", run.Json().GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_told()
    {
        Assert.Equal(2, Tool.Run("import", _folder["nothing.csv"], "--shop", _folder["shop"], "--json").ExitCode);
        Assert.Equal(2, Tool.Run("import", _folder["shop"], "--shop", _folder["shop"], "--json").ExitCode);
    }

    [Fact]
    public void Progress_is_one_line_a_stage_on_standard_error_and_nothing_when_quiet()
    {
        File.WriteAllText(_folder["views.csv"], "user,item,time,kind\nu1,i1,2024-03-01,view\n");
        var loud = Tool.Run("import", _folder["views.csv"], "--shop", _folder["shop"], "--json");
        Assert.Matches(@"^Importing views\.csv: 1 lines \(\d+\.\d s\)\n$", loud.Error);
        Assert.Equal("", Tool.Run("import", _folder["views.csv"], "--quiet", "--shop", _folder["shop"], "--json").Error);
    }
}
