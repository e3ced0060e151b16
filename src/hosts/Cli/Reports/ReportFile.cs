using Kirana.Pictures.Reports;

namespace Kirana.Cli.Reports;

/// <summary>Puts a report into its shop, or where it is wanted.</summary>
internal static class ReportFile
{
    /// <summary>Writes <c>reports/NAME.html</c> in one step.</summary>
    /// <param name="folder">The shop's folder.</param>
    /// <param name="report">The report.</param>
    /// <param name="name">The file's name without its ending; <c>index</c> for the report of the whole shop.</param>
    /// <returns>The file's full path.</returns>
    public static string Write(string folder, Report report, string name = "index")
    {
        var path = Path.Combine(folder, "reports", name + ".html");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return Replace(path, report);
    }

    /// <summary>Writes a report in one step.</summary>
    /// <param name="path">Where it will be; an existing file is replaced.</param>
    /// <param name="report">The report.</param>
    /// <returns>The file's full path.</returns>
    public static string Replace(string path, Report report)
    {
        path = Path.GetFullPath(path);
        var partial = path + ".new";
        try
        {
            File.WriteAllText(partial, HtmlReport.Render(report));
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }

        return path;
    }
}
