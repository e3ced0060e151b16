using System.Runtime.InteropServices;

namespace Kirana.Tests.Packages;

/// <summary>The tool's names on this machine.</summary>
internal static class Tool
{
    /// <summary>This machine's platform, as packages name it.</summary>
    public static string Platform { get; } =
        $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>The installed program's file.</summary>
    /// <param name="folder">Where it was installed.</param>
    public static string Program(string folder) => Path.Combine(folder, OperatingSystem.IsWindows() ? "kirana.exe" : "kirana");
}
