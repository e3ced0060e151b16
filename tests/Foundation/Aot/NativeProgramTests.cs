using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Kirana.Tests.Foundation.Aot;

/// <summary>The foundation compiles ahead of time into one executable that brings no native library along.</summary>
public sealed class NativeProgramTests
{
    [Fact]
    public async Task Runs_as_one_native_executable_without_a_native_library_beside_it()
    {
        Assert.SkipUnless(HasToolchain(), "Needs a C toolchain to link with (clang or gcc on the path).");
        var folder = Directory.CreateTempSubdirectory("kirana-aot");
        try
        {
            var output = Path.Combine(folder.FullName, "out");
            // Everything built goes to the temporary folder, so that the tree is left as it is.
            var (code, text) = await Run("dotnet", [
                "publish", Path.Combine(RepositoryFolder.Path, "tests", "Foundation", "Aot", "Program", "Program.csproj"), "-c", "Release",
                "-r", RuntimeInformation.RuntimeIdentifier, "-o", output, "--artifacts-path", Path.Combine(folder.FullName, "artifacts"),
                "-nodeReuse:false", "-v", "quiet"]);
            Assert.True(code == 0, text);

            var program = Path.Combine(output, OperatingSystem.IsWindows() ? "program.exe" : "program");
            Assert.Equal((0, "a|b, \"large\" 33 {\"currency\":\"EUR\"}"), await Run(program, [folder.FullName]));
            Assert.DoesNotContain(Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories),
                file => Path.GetExtension(file) is ".so" or ".dll" or ".dylib");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool HasToolchain()
    {
        // On Windows and macOS the build finds the system's own linker.
        if (!OperatingSystem.IsLinux())
            return true;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Any(folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc")));
    }

    private static async Task<(int Code, string Output)> Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // The build that runs these tests leaves its own settings behind, which are none of the new build's.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var cancellation = TestContext.Current.CancellationToken;
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, (output + await error).TrimEnd());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
