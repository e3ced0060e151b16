using Kirana.Data;

namespace Kirana.Storage.Lines;

/// <summary>Why a Parquet file cannot be written.</summary>
internal static class ParquetFault
{
    /// <summary>The fault as a command reports it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="why">What the system said.</param>
    /// <param name="error">What was thrown, if anything.</param>
    public static DataException Refused(string path, string why, Exception? error)
    {
        var full = why.Contains("No space left", StringComparison.OrdinalIgnoreCase);
        return new DataException($"'{path}' cannot be written: {why}", error)
        {
            Code = full ? "disk-full" : "cannot-write", File = path, Hint = full ? "Free some space." : "Choose a folder that exists and may be written.",
        };
    }
}
