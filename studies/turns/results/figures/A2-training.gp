# A2 Training
# Draws A2-training.svg from A2-training.tsv: gnuplot A2-training.gp
reset
if (!exists("output")) output = 'A2-training.svg'
data = 'A2-training.tsv'
set encoding utf8
set terminal svg size 1200,733 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_A2_training'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Training' at screen 0.01167, screen 0.96999 left font 'sans-serif Bold,16' tc rgb '#111111' front
set object rectangle from screen 0.28840, screen 0.01637 to screen 0.31507, screen 0.03274 front fc rgb '#c80072B2' fs solid noborder
set arrow from screen 0.28840, screen 0.02456 to screen 0.31507, screen 0.02456 nohead front lw 2 lc rgb '#0072B2'
set label '' at screen 0.30173, screen 0.02456 point pt 7 ps 0.6 lc rgb '#0072B2' front
set label 'nav_rl' at screen 0.32173, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.39837, screen 0.01637 to screen 0.42503, screen 0.03274 front fc rgb '#c8D55E00' fs solid noborder
set arrow from screen 0.39837, screen 0.02456 to screen 0.42503, screen 0.02456 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.41170, screen 0.02456 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'nav_random' at screen 0.43170, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.50833, screen 0.01637 to screen 0.53500, screen 0.03274 front fc rgb '#c8CC79A7' fs solid noborder
set arrow from screen 0.50833, screen 0.02456 to screen 0.53500, screen 0.02456 nohead front lw 2 lc rgb '#CC79A7'
set label '' at screen 0.52167, screen 0.02456 point pt 11 ps 0.6 lc rgb '#CC79A7' front
set label 'tool_rl' at screen 0.54167, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.61830, screen 0.01637 to screen 0.64497, screen 0.03274 front fc rgb '#c8E69F00' fs solid noborder
set arrow from screen 0.61830, screen 0.02456 to screen 0.64497, screen 0.02456 nohead front lw 2 lc rgb '#E69F00'
set label '' at screen 0.63163, screen 0.02456 point pt 13 ps 0.6 lc rgb '#E69F00' front
set label 'tool_random' at screen 0.65163, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: mean reward
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:103.325]
unset logscale y; set yrange [0.03718438414375706:1.19305821128683]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'mean reward' at screen 0.04960, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.18480, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'mean reward' at screen 0.01500, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::26 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::27::53 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::54::78 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::79::103 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::0::26 using 4:5 with linespoints pt 7 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::27::53 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::54::78 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::79::103 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::0::26 using 4:5:(sprintf('nav_rl: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::27::53 using 4:5:(sprintf('nav_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::54::78 using 4:5:(sprintf('tool_rl: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::79::103 using 4:5:(sprintf('tool_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: loose accuracy (share)
set lmargin at screen 0.38293; set rmargin at screen 0.65333
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:103.325]
unset logscale y; set yrange [0.0:1.05]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'loose accuracy (share)' at screen 0.38293, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.51813, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'loose accuracy (share)' at screen 0.34833, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::104::130 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::131::157 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::158::182 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::183::207 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::104::130 using 4:5 with linespoints pt 7 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::131::157 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::158::182 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::183::207 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::104::130 using 4:5:(sprintf('nav_rl: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::131::157 using 4:5:(sprintf('nav_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::158::182 using 4:5:(sprintf('tool_rl: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::183::207 using 4:5:(sprintf('tool_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: strict accuracy (share)
set lmargin at screen 0.71627; set rmargin at screen 0.98667
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:103.325]
unset logscale y; set yrange [0.0:1.05]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'strict accuracy (share)' at screen 0.71627, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.85147, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'strict accuracy (share)' at screen 0.68167, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::208::234 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::235::261 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::262::286 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::287::311 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::208::234 using 4:5 with linespoints pt 7 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::235::261 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::262::286 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::287::311 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::208::234 using 4:5:(sprintf('nav_rl: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::235::261 using 4:5:(sprintf('nav_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::262::286 using 4:5:(sprintf('tool_rl: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::287::311 using 4:5:(sprintf('tool_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: entropy (nats a token)
set lmargin at screen 0.04070; set rmargin at screen 0.32000
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:103.325]
unset logscale y; set yrange [-0.4562378178279065:2.9679431139963217]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '1' 1.0, '2' 2.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'entropy (nats a token)' at screen 0.04070, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.18035, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'entropy (nats a token)' at screen 0.01500, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::312::338 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::339::365 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::366::390 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::391::415 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::312::338 using 4:5 with linespoints pt 7 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::339::365 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::366::390 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::391::415 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::312::338 using 4:5:(sprintf('nav_rl: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::339::365 using 4:5:(sprintf('nav_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::366::390 using 4:5:(sprintf('tool_rl: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::391::415 using 4:5:(sprintf('tool_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 5: length (tokens)
set lmargin at screen 0.38543; set rmargin at screen 0.65333
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:103.325]
unset logscale y; set yrange [-80.73871273934269:175.04535336434267]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0) font ',12' tc rgb '#333333'
set ytics ('−50' -50.0, '0' 0.0, '50' 50.0, '100' 100.0, '150' 150.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'length (tokens)' at screen 0.38543, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.51938, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'length (tokens)' at screen 0.34833, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::416::442 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::443::469 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::470::494 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::495::519 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::416::442 using 4:5 with linespoints pt 7 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::443::469 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::470::494 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::495::519 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::416::442 using 4:5:(sprintf('nav_rl: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::443::469 using 4:5:(sprintf('nav_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::470::494 using 4:5:(sprintf('tool_rl: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::495::519 using 4:5:(sprintf('tool_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
