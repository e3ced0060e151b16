using Kirana.Data;

namespace Kirana.Cli.Tables;

/// <summary>Looks at where a result is to go, before the work begins.</summary>
internal static class OutputPlace
{
    /// <summary>Refuses a place that cannot be written.</summary>
    /// <param name="path">The file that is to be.</param>
    /// <exception cref="DataException"><c>cannot-write</c>: its folder is not there, or it is a folder itself.</exception>
    public static void Check(string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw Refused(path, "is a folder");
        if (!Directory.Exists(Path.GetDirectoryName(full)))
            throw Refused(path, "lies in a folder that does not exist");
    }

    private static DataException Refused(string path, string why) => new($"'{path}' {why}.") { Code = "cannot-write", File = path, Hint = "Name a file in a folder that exists." };
}
