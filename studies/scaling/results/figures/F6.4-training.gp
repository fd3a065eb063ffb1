# F6.4 Training
# Draws F6.4-training.svg from F6.4-training.tsv: gnuplot F6.4-training.gp
reset
if (!exists("output")) output = 'F6.4-training.svg'
data = 'F6.4-training.tsv'
set encoding utf8
set terminal svg size 960,733 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F6_4_training'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Training' at screen 0.01458, screen 0.96999 left font 'sans-serif Bold,16' tc rgb '#111111' front
set object rectangle from screen 0.40221, screen 0.01637 to screen 0.43554, screen 0.03274 front fc rgb '#c8E69F00' fs solid noborder
set arrow from screen 0.40221, screen 0.02456 to screen 0.43554, screen 0.02456 nohead front lw 2 lc rgb '#E69F00' dt (3,3)
set label '' at screen 0.41887, screen 0.02456 point pt 4 ps 0.6 lc rgb '#E69F00' front
set label 'rl_id' at screen 0.44388, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.51042, screen 0.01637 to screen 0.54375, screen 0.03274 front fc rgb '#c856B4E9' fs solid noborder
set arrow from screen 0.51042, screen 0.02456 to screen 0.54375, screen 0.02456 nohead front lw 2 lc rgb '#56B4E9' dt (3,3)
set label '' at screen 0.52708, screen 0.02456 point pt 8 ps 0.6 lc rgb '#56B4E9' front
set label 'rl_edge' at screen 0.55208, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: mean reward
set lmargin at screen 0.06200; set rmargin at screen 0.48333
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:155.25]
unset logscale y; set yrange [-0.1561811922559942:1.1653391344963997]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0, '150' 150.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.5' 0.5, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'mean reward' at screen 0.06200, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.27267, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'mean reward' at screen 0.01875, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::29 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::30::59 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::0::29 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' dt (3,3) notitle, \
     data skip 1 every ::30::59 using 4:5 with linespoints pt 8 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' dt (3,3) notitle, \
     data skip 1 every ::0::29 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::30::59 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: loose accuracy (share)
set lmargin at screen 0.56200; set rmargin at screen 0.98333
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:155.25]
unset logscale y; set yrange [0.0:1.05]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0, '150' 150.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'loose accuracy (share)' at screen 0.56200, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.77267, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'loose accuracy (share)' at screen 0.51875, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::60::89 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::90::119 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::60::89 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' dt (3,3) notitle, \
     data skip 1 every ::90::119 using 4:5 with linespoints pt 8 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' dt (3,3) notitle, \
     data skip 1 every ::60::89 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::90::119 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: entropy (nats a token)
set lmargin at screen 0.06913; set rmargin at screen 0.48333
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:155.25]
unset logscale y; set yrange [-0.01100731674187691:0.14853014923132862]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0, '150' 150.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.05' 0.05, '0.10' 0.1) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'entropy (nats a token)' at screen 0.06913, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.27623, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'entropy (nats a token)' at screen 0.01875, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::120::149 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::150::179 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::120::149 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' dt (3,3) notitle, \
     data skip 1 every ::150::179 using 4:5 with linespoints pt 8 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' dt (3,3) notitle, \
     data skip 1 every ::120::149 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::150::179 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: length (tokens)
set lmargin at screen 0.55800; set rmargin at screen 0.98333
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:155.25]
unset logscale y; set yrange [21.26682950405204:59.83360341167739]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0, '150' 150.0) font ',12' tc rgb '#333333'
set ytics ('30' 30.0, '40' 40.0, '50' 50.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'length (tokens)' at screen 0.55800, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.77067, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'length (tokens)' at screen 0.51875, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::180::209 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::210::239 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::180::209 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' dt (3,3) notitle, \
     data skip 1 every ::210::239 using 4:5 with linespoints pt 8 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' dt (3,3) notitle, \
     data skip 1 every ::180::209 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::210::239 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
