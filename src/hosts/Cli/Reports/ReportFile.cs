using Kirana.Pictures.Reports;

namespace Kirana.Cli.Reports;

/// <summary>Puts a report into its shop.</summary>
internal static class ReportFile
{
    /// <summary>Writes <c>reports/NAME.html</c> in one step.</summary>
    /// <param name="folder">The shop's folder.</param>
    /// <param name="report">The report.</param>
    /// <param name="name">The file's name without its ending; <c>index</c> for the report of the whole shop.</param>
    /// <returns>The file's full path.</returns>
    public static string Write(string folder, Report report, string name = "index")
    {
        var path = Path.GetFullPath(Path.Combine(folder, "reports", name + ".html"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".new", HtmlReport.Render(report));
        File.Move(path + ".new", path, overwrite: true);
        return path;
    }
}
